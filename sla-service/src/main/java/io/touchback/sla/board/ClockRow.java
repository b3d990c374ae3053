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

/** A clock as lists show it; all that happens to it happens in SQL, by the batch. */
@Entity
@Immutable
@NullUnmarked
@Table(name = "clock")
class ClockRow extends PanacheEntityBase {
  @Id UUID id;
  String shop;
  String policy;

  @Column(name = "subject_type")
  String subjectType;

  @Column(name = "subject_id")
  String subjectId;

  String number;

  @Column(name = "shipment_id")
  String shipmentId;

  String state;

  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "due_at")
  Instant dueAt;

  @Column(name = "stopped_at")
  Instant stoppedAt;

  @Column(name = "stopped_what")
  String stoppedWhat;

  /** The one due first comes first. */
  static List<ClockRow> some(Filter filter, PageRequest page) {
    return find(filter.query("dueAt, id"), filter.values())
        .page(page.index(), page.length())
        .list();
  }
}
