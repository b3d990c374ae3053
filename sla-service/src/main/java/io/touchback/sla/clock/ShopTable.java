package io.touchback.sla.clock;

import io.touchback.messaging.Database;
import io.touchback.sla.alert.Alert;
import io.touchback.sla.clock.Cycle.Mark;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of the shops. */
@Singleton
final class ShopTable {
  private final Database database;

  ShopTable(Database database) {
    this.database = database;
  }

  /**
   * The shops by name, held as they are until the caller's transaction ends. One that has not been
   * read of yet gets its place, so that it cannot appear in the meantime.
   */
  Map<String, Shop> held(Collection<String> names) {
    var sorted = names.stream().distinct().sorted().toArray(String[]::new);
    database.update(
        "insert into shop (shop) select unnest (?) on conflict do nothing", (Object) sorted);
    return database
        .query(
            ShopTable::shop,
            "select * from shop where shop = any (?) order by shop for share",
            (Object) sorted)
        .stream()
        .collect(Collectors.toMap(Shop::name, Function.identity()));
  }

  Optional<Shop> find(String name) {
    return database.query(ShopTable::shop, "select * from shop where shop = ?", name).stream()
        .findFirst();
  }

  /**
   * Also notes when and by which event it turned, if it did: left, came back, or became known. One
   * that has no place yet has no clocks that could follow it.
   *
   * @return whether it was told anything newer than it knew
   */
  boolean change(Shop shop, Instant toldAt, Instant at, String event) {
    return database.update(
            """
            insert into shop (shop, time_zone, country, active, changed_at)
            values (?, ?, ?, ?, ?)
            on conflict (shop) do update set
              time_zone = excluded.time_zone, country = excluded.country,
              active = excluded.active, changed_at = excluded.changed_at,
              turned_at = case when shop.active <> excluded.active or shop.time_zone is null
                then ? else shop.turned_at end,
              turned_by = case when shop.active <> excluded.active or shop.time_zone is null
                then ? else shop.turned_by end
            where shop.changed_at is null or shop.changed_at <= excluded.changed_at
            """,
            shop.name(),
            String.valueOf(shop.zone()),
            shop.country(),
            shop.active(),
            toldAt,
            at,
            event)
        == 1;
  }

  /** Those whose clocks have not followed them yet. */
  List<String> turned() {
    return database.query(
        row -> row.getString(1), "select shop from shop where turned_by is not null order by shop");
  }

  /** Held against everybody who wants it as it is, until the caller's transaction ends. */
  Optional<Turned> heldIfTurned(String name) {
    return database
        .query(
            row ->
                new Turned(
                    shop(row),
                    new Mark(
                        Database.instant(row, "turned_at"),
                        row.getString("turned_by"),
                        Alert.SHOP_NOT_ACTIVE)),
            "select * from shop where shop = ? and turned_by is not null for no key update",
            name)
        .stream()
        .findFirst();
  }

  /** Its clocks have followed it. */
  void settle(String name) {
    database.update("update shop set turned_at = null, turned_by = null where shop = ?", name);
  }

  private static Shop shop(ResultSet row) throws SQLException {
    var zone = row.getString("time_zone");
    return new Shop(
        row.getString("shop"),
        zone == null ? null : ZoneId.of(zone),
        row.getString("country"),
        row.getBoolean("active"));
  }

  /**
   * A shop whose clocks are to follow it.
   *
   * @param by what stops them, if it left
   */
  record Turned(Shop shop, Mark by) {}
}
