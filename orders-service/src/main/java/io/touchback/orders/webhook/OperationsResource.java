package io.touchback.orders.webhook;

import io.touchback.orders.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
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

  OperationsResource(WebhookLog log, TaskTable tasks) {
    this.log = log;
    this.tasks = tasks;
  }

  @GET
  @Path("webhooks")
  @Transactional
  @Operation(
      summary = "Webhooks, the newest first; without a state all that were not applied",
      description = "state: applied, not-for-us, untranslatable or failed")
  public Webhooks webhooks(
      @QueryParam("shop") @Nullable String shop, @QueryParam("state") @Nullable String state) {
    refuseNul(shop, state);
    return new Webhooks(log.newest(shop, state, MOST));
  }

  @GET
  @Path("tasks")
  @Transactional
  @Operation(summary = "What only people can do, the oldest first")
  public Tasks tasks(@QueryParam("shop") @Nullable String shop) {
    refuseNul(shop, null);
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

  /** PostgreSQL knows no text with a NUL in it. */
  private static void refuseNul(@Nullable String shop, @Nullable String state) {
    if ((shop + " " + state).indexOf('\0') >= 0) {
      throw Problem.badRequest("No webhook has a NUL in it.");
    }
  }

  /** The webhooks asked for. */
  record Webhooks(List<WebhookLog.Entry> webhooks) {}

  /** The tasks still to be done. */
  record Tasks(List<Task> tasks) {}
}
