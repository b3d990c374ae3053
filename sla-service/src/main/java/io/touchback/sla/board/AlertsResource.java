package io.touchback.sla.board;

import io.touchback.sla.alert.Alert;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The alerts: what is silent now, and what was. */
@Path("/api/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
public class AlertsResource {
  private final AlertList alerts;

  AlertsResource(AlertList alerts) {
    this.alerts = alerts;
  }

  @GET
  @Transactional
  @Operation(
      summary = "Alerts, newest first",
      description =
          "state is open, resolved or retracted; subject is an order's id or number, a shop or a"
              + " stream. A Link header (rel=next) leads to older ones.")
  public Response some(
      @QueryParam("shop") @Nullable String shop,
      @QueryParam("state") @Nullable String state,
      @QueryParam("policy") @Nullable String policy,
      @QueryParam("subject") @Nullable String subject,
      @BeanParam PageRequest page) {
    var states = Arrays.stream(Alert.State.values()).map(Alert.State::word).toList();
    var filter = Asked.filter(shop, Asked.oneOf(states, state), policy, subject);
    return page.of(alerts.newest(filter, page));
  }
}
