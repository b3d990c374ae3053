package io.touchback.orders.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.orders.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
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

  private final EntityManager entities;

  OperationsResource(EntityManager entities) {
    this.entities = entities;
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
    @SuppressWarnings("unchecked")
    List<Object[]> rows =
        entities
            .createNativeQuery(
                """
                select id, shop, platform, topic, received_at, state, reason, platform_order_id
                from webhook
                where %s and %s
                order by id desc limit %d
                """
                    .formatted(
                        state == null ? "state <> 'applied' and ?2 = ''" : "state = ?2",
                        shop == null ? "?1 = ''" : "shop = ?1",
                        MOST))
            .setParameter(1, shop == null ? "" : shop)
            .setParameter(2, state == null ? "" : state)
            .getResultList();
    return new Webhooks(rows.stream().map(Entry::of).toList());
  }

  @GET
  @Path("tasks")
  @Transactional
  @Operation(summary = "What only people can do, the oldest first")
  public Tasks tasks(@QueryParam("shop") @Nullable String shop) {
    refuseNul(shop, null);
    List<Task> tasks =
        shop == null
            ? Task.<Task>find("order by since, id").range(0, MOST - 1).list()
            : Task.<Task>find("shop = ?1 order by since, id", shop).range(0, MOST - 1).list();
    return new Tasks(tasks.stream().map(Task::view).toList());
  }

  @POST
  @Path("tasks/{id}/done")
  @Transactional
  @Operation(summary = "Takes a task off the list, and what it says of a customer with it")
  public void done(UUID id) {
    if (!Task.deleteById(id)) {
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
  record Webhooks(List<Entry> webhooks) {}

  /** The tasks still to be done. */
  record Tasks(List<Task.View> tasks) {}

  /** A webhook, without what it says. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      UUID id,
      String shop,
      String platform,
      String topic,
      Instant receivedAt,
      String state,
      @Nullable String reason,
      @Nullable String platformOrderId) {
    static Entry of(Object[] row) {
      return new Entry(
          (UUID) row[0],
          (String) row[1],
          (String) row[2],
          (String) row[3],
          (Instant) row[4],
          (String) row[5],
          (String) row[6],
          (String) row[7]);
    }
  }
}
