package io.touchback.sla.board;

import io.touchback.sla.clock.Clock;
import io.touchback.sla.clock.ClockTable;
import io.touchback.sla.clock.Ledger;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The clocks: which run, which broke, and why each is due when it is. */
@Path("/api/clocks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
public class ClocksResource {
  private final ClockList list;
  private final ClockTable clocks;
  private final Ledger ledger;

  ClocksResource(ClockList list, ClockTable clocks, Ledger ledger) {
    this.list = list;
    this.clocks = clocks;
    this.ledger = ledger;
  }

  @GET
  @Transactional
  @Operation(
      summary = "Clocks, the one due first first",
      description =
          "state is open, breached, stopped, late or off; subject is an order's id or number, or a"
              + " shop. A Link header (rel=next) leads on.")
  public Response some(
      @QueryParam("shop") @Nullable String shop,
      @QueryParam("state") @Nullable String state,
      @QueryParam("policy") @Nullable String policy,
      @QueryParam("subject") @Nullable String subject,
      @BeanParam PageRequest page) {
    var states = Arrays.stream(Clock.State.values()).map(Clock.State::word).toList();
    var asked = ClockQuery.of(shop, Asked.oneOf(states, state), policy, subject, page);
    return page.of(list.of(asked, page));
  }

  @GET
  @Path("/{id}")
  @Transactional
  @Operation(summary = "One clock, and why it is due when it is")
  public ClockStory one(@PathParam("id") String id) {
    var clock =
        clocks.find(Asked.id(id)).orElseThrow(() -> Problem.notFound("There is no such clock."));
    return ClockStory.of(clock, ledger.of(clock.subject().id()));
  }
}
