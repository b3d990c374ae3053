package io.touchback.orders.webhook;

import io.touchback.messaging.UuidV7;
import io.touchback.orders.Problem;
import io.touchback.orders.order.SearchKeys;
import io.touchback.orders.shop.ShopTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What came in and what people have to do about it. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
class OperationsResource {
  private static final int MOST = 200;

  private final WebhookLog log;
  private final TaskTable tasks;
  private final ErasureTable erasures;
  private final ShopTable shops;
  private final Clock clock;

  OperationsResource(
      WebhookLog log, TaskTable tasks, ErasureTable erasures, ShopTable shops, Clock clock) {
    this.log = log;
    this.tasks = tasks;
    this.erasures = erasures;
    this.shops = shops;
    this.clock = clock;
  }

  @GET
  @Path("webhooks")
  @Transactional
  @Operation(
      summary = "The newest webhooks, 200 at most; without a state those that were not applied",
      description = "state: applied, not-for-us, untranslatable or failed")
  public Webhooks webhooks(
      @QueryParam("shop") @Nullable String shop, @QueryParam("state") @Nullable String state) {
    Problem.refuseNul("shop", shop);
    refuseUnknown(state);
    return new Webhooks(log.newest(shop, state, MOST));
  }

  @GET
  @Path("webhooks/{id}/body")
  @RolesAllowed("ops")
  @Transactional
  @Operation(summary = "What the platform said, octet for octet")
  public byte[] body(UUID id) {
    return log.body(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "No such webhook, or not kept any more: its time is over, or its customer was"
                        + " forgotten."));
  }

  @GET
  @Path("tasks")
  @Transactional
  @Operation(summary = "What only people can do, the oldest first")
  public Tasks tasks(@QueryParam("shop") @Nullable String shop) {
    Problem.refuseNul("shop", shop);
    return new Tasks(tasks.oldest(shop, MOST));
  }

  @POST
  @Path("tasks/{id}/done")
  @Transactional
  @Operation(summary = "Takes a task off the list, and what it says of a customer with it")
  public void done(UUID id) {
    if (!tasks.done(id)) {
      throw Problem.notFound("No such task.");
    }
  }

  @POST
  @Path("erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ops")
  @Transactional
  @Operation(
      summary = "Forgets a customer, where their platform has no word for it",
      description =
          "Fields: shop, and email, phone or both. It begins within a second, and goes on until"
              + " nothing of them is left; what is still said of their orders is not kept either.")
  public Response erase(@Nullable ErasureForm form) {
    if (form == null || form.shop() == null || !form.namesSomebody()) {
      throw Problem.badRequest(
          "shop, and email or a whole phone number, say who is to be forgotten.");
    }
    Problem.refuseNul("shop", form.shop());
    Problem.refuseNul("email", form.email());
    Problem.refuseNul("phone", form.phone());
    var shop =
        shops.find(form.shop()).orElseThrow(() -> Problem.notFound("There is no such shop."));
    var now = clock.instant();
    erasures.add(
        new Erasure(
            UuidV7.at(now), shop.name(), null, false, form.email(), form.phone(), List.of(), now));
    return Response.accepted().build();
  }

  /** Who is to be forgotten. */
  record ErasureForm(@Nullable String shop, @Nullable String email, @Nullable String phone) {
    /** An empty address would be everybody's who has none. */
    boolean namesSomebody() {
      return (email != null || phone != null)
          && (email == null || !email.isBlank())
          && (phone == null || SearchKeys.phone(phone) != null);
    }
  }

  private static void refuseUnknown(@Nullable String state) {
    var words = Stream.of(Webhook.State.values()).map(Webhook.State::word).toList();
    if (state != null && !words.contains(state)) {
      throw Problem.badRequest("state is one of " + String.join(", ", words) + ".");
    }
  }

  /** The webhooks asked for. */
  record Webhooks(List<WebhookLog.Entry> webhooks) {}

  /** The tasks still to be done. */
  record Tasks(List<Task> tasks) {}
}
