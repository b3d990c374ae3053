package io.touchback.orders.webhook;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.touchback.orders.webhook.Translation.DataRequest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that only people can do; it is gone when it is done. */
@Entity
@Table(name = "task")
class Task extends PanacheEntityBase {
  @Id private UUID id;
  private String shop;
  private String kind;
  private @Nullable String email;
  private @Nullable String phone;

  @Column(name = "platform_order_ids")
  private String[] platformOrderIds;

  private Instant since;

  @SuppressWarnings("NullAway.Init")
  protected Task() {}

  /** A customer wants to know what is kept of them. */
  @SuppressWarnings("NullAway.Init")
  static Task answerCustomer(UUID id, String shop, DataRequest request, Instant since) {
    var task = new Task();
    task.id = id;
    task.shop = shop;
    task.kind = "data-request";
    task.email = request.email();
    task.phone = request.phone();
    task.platformOrderIds = request.orderIds().toArray(String[]::new);
    task.since = since;
    return task;
  }

  View view() {
    return new View(id, shop, kind, email, phone, List.of(platformOrderIds), since);
  }

  /** A task as operations see it. */
  record View(
      UUID id,
      String shop,
      String kind,
      @Nullable String email,
      @Nullable String phone,
      List<String> platformOrderIds,
      Instant since) {}
}
