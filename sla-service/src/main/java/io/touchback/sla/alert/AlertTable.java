package io.touchback.sla.alert;

import static io.touchback.messaging.Database.column;
import static io.touchback.messaging.Database.instant;
import static io.touchback.messaging.Database.instants;

import io.touchback.messaging.Database;
import io.touchback.sla.alert.Alert.About;
import io.touchback.sla.alert.Alert.Ending;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The alerts' rows, in SQL: many at a time. */
@Singleton
final class AlertTable {
  private static final String ALL =
      """
      alert.id, shop, policy, subject_type, subject_id, number, shipment_id, since, due_at, summary
      """;

  private final Database database;

  AlertTable(Database database) {
    this.database = database;
  }

  /**
   * @return ids of those that had not been raised before, or only ended with their shop
   */
  Set<UUID> raise(Collection<Alert> alerts, String rung, Instant now) {
    return new HashSet<>(
        database.query(
            row -> row.getObject(1, UUID.class),
            """
            insert into alert (
              id, shop, policy, rung, subject_type, subject_id, number, shipment_id, since, due_at,
              summary, state, raised_at)
            select id::uuid, shop, policy, ?, subject_type, subject_id, number, shipment_id,
              instant(since), instant(due_at), summary, 'open', ?
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as alert (
              id, shop, policy, subject_type, subject_id, number, shipment_id, since, due_at,
              summary)
            on conflict (id) do update set state = 'open', reason = null, ended_at = null
            where alert.state = 'resolved' and alert.reason = ?
            returning id
            """,
            rung,
            now,
            column(alerts, Alert::id),
            column(alerts, Alert::shop),
            column(alerts, Alert::policy),
            column(alerts, alert -> alert.subject().type()),
            column(alerts, alert -> alert.subject().id()),
            column(alerts, alert -> alert.subject().number()),
            column(alerts, Alert::shipment),
            instants(alerts, Alert::since),
            instants(alerts, Alert::dueAt),
            column(alerts, Alert::summary),
            Alert.SHOP_NOT_ACTIVE));
  }

  /**
   * Resolves what is open; retracts what is open or resolved.
   *
   * @return those it changed
   */
  List<Ended> end(Collection<Ending> endings, Instant now) {
    return database.query(
        row ->
            new Ended(alert(row), Alert.State.of(row.getString("state")), row.getString("reason")),
        """
        update alert set state = ending.state, reason = ending.reason, ended_at = ?
        from unnest(?, ?, ?) as ending (id, state, reason)
        where alert.id = ending.id::uuid
          and (alert.state = 'open' or (alert.state = 'resolved' and ending.state = 'retracted'))
        returning alert.state, alert.reason,
        """
            + ALL,
        now,
        column(endings, Ending::id),
        column(endings, ending -> ending.state().word()),
        column(endings, Ending::reason));
  }

  /**
   * Forgets alerts about shops and streams that ended before then.
   *
   * @return how many, at most {@code atMost}
   */
  int forget(Instant endedBefore, int atMost) {
    return database.update(
        """
        delete from alert where id in (
          select id from alert
          where subject_type <> 'order' and state <> 'open' and ended_at < ?
          order by ended_at limit ? for update skip locked)
        """,
        endedBefore,
        atMost);
  }

  List<Alert> open(String policy) {
    return database.query(
        AlertTable::alert,
        "select "
            + ALL
            + " from alert where policy = ? and subject_type = 'stream' and state = 'open'",
        policy);
  }

  private static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        row.getString("policy"),
        new About(
            row.getString("subject_type"), row.getString("subject_id"), row.getString("number")),
        row.getString("shipment_id"),
        instant(row, "since"),
        instant(row, "due_at"),
        row.getString("summary"));
  }

  /** An alert that has just ended. */
  record Ended(Alert alert, Alert.State state, String reason) {}
}
