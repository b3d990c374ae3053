package io.touchback.notify.console;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.touchback.notify.notice.NoticeState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A notice as operations look at it; all that happens to it happens in SQL, by the batch. */
@Entity
@Immutable
@NullUnmarked
@Table(name = "notice")
class NoticeRow extends PanacheEntityBase {
  @Id UUID id;
  long seq;
  String shop;

  @Column(name = "subject_id")
  String subjectId;

  @Column(name = "subject_number")
  String subjectNumber;

  String kind;

  @Column(name = "shipment_id")
  String shipmentId;

  @Enumerated(EnumType.STRING)
  NoticeState state;

  String reason;

  @Column(name = "happened_at")
  Instant happenedAt;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "due_at")
  Instant dueAt;

  int attempts;

  @Column(name = "message_id")
  String messageId;

  @Column(name = "resend_of")
  UUID resendOf;

  /** Newest first; what is null is not asked for. */
  static List<NoticeRow> newest(
      @Nullable String shop,
      @Nullable String subject,
      @Nullable NoticeState state,
      long before,
      int atMost) {
    var conditions = new ArrayList<>(List.of("seq < :before"));
    var values = new HashMap<String, Object>();
    values.put("before", before);
    if (shop != null) {
      conditions.add("shop = :shop");
      values.put("shop", shop);
    }
    if (subject != null) {
      conditions.add("(subjectId = :subject or subjectNumber = :subject)");
      values.put("subject", subject);
    }
    if (state != null) {
      conditions.add("state = :state");
      values.put("state", state);
    }
    return find(String.join(" and ", conditions) + " order by seq desc", values)
        .page(0, atMost)
        .list();
  }

  static List<UUID> resendsOf(UUID id) {
    return find("select id from NoticeRow where resendOf = ?1 order by seq", id)
        .project(UUID.class)
        .list();
  }
}
