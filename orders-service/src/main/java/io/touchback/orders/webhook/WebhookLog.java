package io.touchback.orders.webhook;

import static io.touchback.messaging.Database.bytes;
import static io.touchback.messaging.Database.column;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.messaging.Database;
import io.touchback.messaging.Filter;
import io.touchback.messaging.Packed;
import io.touchback.messaging.UuidV7;
import io.touchback.orders.order.OrderState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The webhooks as they came, each kept once; in the caller's transaction. */
@ApplicationScoped
class WebhookLog {
  private final Database database;

  WebhookLog(Database database) {
    this.database = database;
  }

  /**
   * Keeps those that were not known, neither by their delivery nor by their words (RULES W2): with
   * the transaction's next statement, or when their ids are asked for.
   */
  Supplier<Set<UUID>> keep(Collection<Webhook> webhooks) {
    // Two groups with the same webhooks wait for each other in one sequence.
    return insert(
        webhooks.stream().sorted(Comparator.comparing(webhook -> webhook.shop().name())).toList());
  }

  private Supplier<Set<UUID>> insert(List<Webhook> webhooks) {
    var inserted =
        database.queryLater(
            row -> row.getObject(1, UUID.class),
            """
            insert into webhook (id, shop, platform, topic, received_at, state, reason,
              platform_order_id, delivery, meaning, body)
            select * from unnest(?::text[]::uuid[], ?::text[], ?::text[], ?::text[],
              ?::text[]::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[],
              ?::bytea[])
            on conflict do nothing
            returning id
            """,
            column(webhooks, Webhook::id),
            column(webhooks, webhook -> webhook.shop().name()),
            column(webhooks, Webhook::platform),
            column(webhooks, Webhook::topic),
            column(webhooks, Webhook::receivedAt),
            column(webhooks, webhook -> webhook.state().word()),
            column(webhooks, Webhook::reason),
            column(webhooks, WebhookLog::platformOrderId),
            bytes(webhooks, Webhook::delivery),
            bytes(webhooks, Webhook::meaning),
            bytes(webhooks, webhook -> Packed.of(webhook.body())));
    return () -> Set.copyOf(inserted.get());
  }

  private static @Nullable String platformOrderId(Webhook webhook) {
    var order = webhook.order();
    return order == null ? null : order.platformOrderId();
  }

  /**
   * The newest first.
   *
   * @param shop null: of all
   * @param state null: all that were not applied
   */
  List<Entry> newest(@Nullable String shop, @Nullable String state, int atMost) {
    var filter =
        new Filter()
            .with("shop = ?", shop)
            .with(state == null ? "state <> ?" : "state = ?", state == null ? "applied" : state);
    return database.query(
        Entry::of,
        """
        select id, shop, platform, topic, received_at, state, reason, platform_order_id
        from webhook%s order by id desc limit ?
        """
            .formatted(filter.where()),
        filter.arguments(atMost));
  }

  /** As it came; empty if it is not known, not kept any more, or forgotten with its customer. */
  Optional<byte[]> body(UUID id) {
    return database
        .query(
            row -> Packed.unpacked(row.getBytes(1)),
            "select body from webhook where id = ? and body is not null",
            id)
        .stream()
        .findFirst();
  }

  /** It was kept, but our own rules fell over it; sent again, it is tried again. */
  void failed(UUID id, String reason) {
    database.update(
        """
        update webhook set state = 'failed', reason = ?, delivery = null, meaning = null
        where id = ?
        """,
        reason,
        id);
  }

  /** Not what it says: its customer is to be forgotten. */
  void eraseBody(UUID id) {
    database.update("update webhook set body = null where id = ?", id);
  }

  /** The same of all that came of these orders. */
  void eraseBodies(String shop, Collection<OrderState> orders) {
    database.update(
        "update webhook set body = null where shop = ? and platform_order_id = any (?)",
        shop,
        column(orders, OrderState::platformOrderId));
  }

  /**
   * Those that are of no order, or of one that nobody can be found by, or that came to nothing, may
   * name anybody; they are only kept to be looked at.
   */
  void eraseTheRest(Erasure erasure) {
    // Each order is looked up by its key: with exists, a plan may read all orders first.
    database.update(
        """
        update webhook set body = null
        where shop = ? and body is not null and case when ?
          then platform = coalesce(?::text, platform)
          else platform_order_id is null or state = ? or platform_order_id = any (?)
            or (select email_key is null and phone_key is null from orders
              where orders.shop = webhook.shop and orders.platform = webhook.platform
                and orders.platform_order_id = webhook.platform_order_id) end
        """,
        erasure.shop(),
        erasure.wholeShop(),
        erasure.platform(),
        Webhook.State.FAILED.word(),
        erasure.platformOrderIds().toArray(String[]::new));
  }

  /**
   * Those of these shops that have not been heard for a minute are marked as heard now. One heard
   * later than now was so by a clock that has been set back since; instances' clocks differ by less
   * than 5 s.
   *
   * @return which they are
   */
  Set<String> heard(Collection<String> shops, Instant now) {
    return Set.copyOf(
        database.query(
            row -> row.getString(1),
            """
            insert into shop_heard (shop, heard_at)
            select shop, ? from unnest(?::text[]) as shop order by shop
            on conflict (shop) do update set heard_at = excluded.heard_at
            where shop_heard.heard_at <= excluded.heard_at - interval '1 minute'
              or shop_heard.heard_at > excluded.heard_at + interval '5 seconds'
            returning shop
            """,
            now,
            shops.toArray(String[]::new)));
  }

  /**
   * By their ids, which begin with the time.
   *
   * @return how many were deleted, at most {@code atMost}
   */
  int deleteBefore(Instant time, int atMost) {
    return database.update(
        """
        delete from webhook where id in (
          select id from webhook where id < ? order by id limit ?)
        """,
        UuidV7.firstAt(time),
        atMost);
  }

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
    private static Entry of(ResultSet row) throws SQLException {
      return new Entry(
          row.getObject("id", UUID.class),
          row.getString("shop"),
          row.getString("platform"),
          row.getString("topic"),
          Database.instant(row, "received_at"),
          row.getString("state"),
          row.getString("reason"),
          row.getString("platform_order_id"));
    }
  }
}
