package io.touchback.orders.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one notice, as notify-service told it last. */
@Entity
@Table(name = "notice")
class ToldNotice extends PanacheEntityBase {
  @Id UUID id;

  @Column(name = "order_id")
  UUID orderId;

  String kind;
  String state;
  @Nullable String reason;

  @Column(name = "shipment_id")
  @Nullable UUID shipmentId;

  Instant at;

  @SuppressWarnings("NullAway.Init")
  protected ToldNotice() {}

  static List<ToldNotice> of(UUID orderId) {
    return list("orderId = ?1 order by at, id", orderId);
  }

  View view() {
    return new View(id, kind, state, reason, shipmentId, at);
  }

  /** As it stands in an order's story; notify-service shows the mail itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID noticeId,
      String kind,
      String state,
      @Nullable String reason,
      @Nullable UUID shipmentId,
      Instant at) {}
}
