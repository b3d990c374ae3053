package io.touchback.sla.clock;

import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
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
   * @return whether it was told anything newer than it knew
   */
  boolean change(Shop shop, Instant at) {
    return database.update(
            """
            insert into shop (shop, time_zone, country, active, changed_at) values (?, ?, ?, ?, ?)
            on conflict (shop) do update set
              time_zone = excluded.time_zone, country = excluded.country,
              active = excluded.active, changed_at = excluded.changed_at
            where shop.changed_at is null or shop.changed_at <= excluded.changed_at
            """,
            shop.name(),
            String.valueOf(shop.zone()),
            shop.country(),
            shop.active(),
            at)
        == 1;
  }

  private static Shop shop(ResultSet row) throws SQLException {
    var zone = row.getString("time_zone");
    return new Shop(
        row.getString("shop"),
        zone == null ? null : ZoneId.of(zone),
        row.getString("country"),
        row.getBoolean("active"));
  }
}
