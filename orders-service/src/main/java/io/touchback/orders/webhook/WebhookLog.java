package io.touchback.orders.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The webhooks as they came, each kept once; in the caller's transaction. */
@ApplicationScoped
class WebhookLog {
  private final DataSource database;

  WebhookLog(DataSource database) {
    this.database = database;
  }

  /**
   * Keeps those that were not known, neither by their delivery nor by their words (RULES W2).
   *
   * @return their ids
   */
  Set<UUID> keep(Collection<Webhook> webhooks) {
    // Two groups with the same webhooks wait for each other in one sequence.
    var sorted =
        webhooks.stream().sorted(Comparator.comparing(webhook -> webhook.shop().name())).toList();
    return inDatabase(connection -> insert(connection, sorted));
  }

  private static Set<UUID> insert(Connection connection, List<Webhook> webhooks)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into webhook (id, shop, platform, topic, received_at, state, reason,
              platform_order_id, delivery, meaning, body)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[])
            on conflict do nothing
            returning id
            """)) {
      var columns = new Columns(connection, webhooks);
      statement.setArray(1, columns.of("uuid", Webhook::id));
      statement.setArray(2, columns.of("text", webhook -> webhook.shop().name()));
      statement.setArray(3, columns.of("text", Webhook::platform));
      statement.setArray(4, columns.of("text", Webhook::topic));
      statement.setArray(5, columns.of("text", webhook -> webhook.receivedAt().toString()));
      statement.setArray(6, columns.of("text", webhook -> webhook.state().word()));
      statement.setArray(7, columns.of("text", Webhook::reason));
      statement.setArray(8, columns.of("text", WebhookLog::platformOrderId));
      statement.setArray(9, columns.ofBytes(Webhook::delivery));
      statement.setArray(10, columns.ofBytes(Webhook::meaning));
      statement.setArray(11, columns.ofBytes(Webhook::body));
      var kept = new HashSet<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          kept.add(rows.getObject(1, UUID.class));
        }
      }
      return kept;
    }
  }

  private static @Nullable String platformOrderId(Webhook webhook) {
    var order = webhook.order();
    return order == null ? null : order.platformOrderId();
  }

  /** It was kept, but our own rules fell over it. */
  void failed(UUID id, String reason) {
    inDatabase(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "update webhook set state = 'failed', reason = ? where id = ?")) {
            statement.setString(1, reason);
            statement.setObject(2, id);
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Those of these shops that have not been heard for a minute are marked as heard now.
   *
   * @return which they are
   */
  Set<String> heard(Collection<String> shops, Instant now) {
    return inDatabase(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  """
                  insert into shop_heard (shop, heard_at)
                  select shop, ? from unnest(?::text[]) as shop order by shop
                  on conflict (shop) do update set heard_at = excluded.heard_at
                  where shop_heard.heard_at <= excluded.heard_at - interval '1 minute'
                  returning shop
                  """)) {
            statement.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            statement.setArray(2, connection.createArrayOf("text", shops.toArray()));
            var heard = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                heard.add(rows.getString(1));
              }
            }
            return heard;
          }
        });
  }

  /**
   * @return how many were deleted, at most {@code atMost}
   */
  int deleteBefore(Instant time, int atMost) {
    return inDatabase(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  """
                  delete from webhook where id in (
                    select id from webhook where received_at < ? limit ?)
                  """)) {
            statement.setObject(1, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
            statement.setInt(2, atMost);
            return statement.executeUpdate();
          }
        });
  }

  private <T> T inDatabase(Work<T> work) {
    try (var connection = database.getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** The database refused, or is away. */
  static final class DatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailed(SQLException cause) {
      super(cause);
    }
  }

  /** The webhooks turned by a quarter, for {@code unnest}. */
  private record Columns(Connection connection, List<Webhook> webhooks) {
    Array of(String type, Function<Webhook, @Nullable Object> value) throws SQLException {
      return connection.createArrayOf(type, webhooks.stream().map(value).toArray());
    }

    Array ofBytes(Function<Webhook, byte @Nullable []> value) throws SQLException {
      return connection.createArrayOf("bytea", webhooks.stream().map(value).toArray(byte[][]::new));
    }
  }
}
