package io.touchback.sla.board;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** An alert as operations look at it; all that happens to it happens in SQL, by the batch. */
@Entity
@Immutable
@NullUnmarked
@Table(name = "alert")
class AlertRow extends PanacheEntityBase {
  @Id UUID id;
  String shop;
  String policy;
  String rung;

  @Column(name = "subject_type")
  String subjectType;

  @Column(name = "subject_id")
  String subjectId;

  String number;

  @Column(name = "shipment_id")
  String shipmentId;

  Instant since;

  @Column(name = "due_at")
  Instant dueAt;

  String summary;
  String state;

  @Column(name = "raised_at")
  Instant raisedAt;

  @Column(name = "ended_at")
  Instant endedAt;

  String reason;

  /** Newest first. */
  static List<AlertRow> some(Filter filter, PageRequest page) {
    return find(filter.query("raisedAt desc, id"), filter.values())
        .page(page.index(), page.length())
        .list();
  }
}
