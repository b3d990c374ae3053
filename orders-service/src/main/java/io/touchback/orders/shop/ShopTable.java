package io.touchback.orders.shop;

import io.touchback.messaging.Database;
import io.touchback.orders.StoredJson;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The shops' rows and those of their secrets, in SQL. */
@Singleton
public class ShopTable {
  private final Database database;

  ShopTable(Database database) {
    this.database = database;
  }

  public Optional<Shop> find(String name) {
    return first(
        database.query(
            ShopTable::shop, "select name, profile, active from shop where name = ?", name));
  }

  /** To be changed in this transaction. */
  Optional<Shop> locked(String name) {
    return first(
        database.query(
            ShopTable::shop,
            "select name, profile, active from shop where name = ? for update",
            name));
  }

  /** Nobody else changes a shop of this name in the meantime, not even one that is yet to be. */
  void lockName(String name) {
    database.query(
        row -> name, "select pg_advisory_xact_lock(hashtextextended(?, 0))", "shop " + name);
  }

  /**
   * @return when it changed: now, but after it changed last even if our clock was set back, or
   *     readers would take the change for an old one
   */
  Instant put(Shop shop, Instant now) {
    return database
        .query(
            row -> Database.instant(row, "changed_at"),
            """
            insert into shop (name, profile, active, changed_at) values (?, ?::jsonb, ?, ?)
            on conflict (name) do update
            set profile = excluded.profile, active = excluded.active,
              changed_at = greatest(
                excluded.changed_at, shop.changed_at + interval '1 millisecond')
            returning changed_at
            """,
            shop.name(),
            StoredJson.write(shop.profile()),
            shop.active(),
            now)
        .get(0);
  }

  /** By platform. */
  Map<String, Long> secretCounts(String shop) {
    var counts = new TreeMap<String, Long>();
    database.query(
        row -> counts.put(row.getString(1), row.getLong(2)),
        "select platform, count(*) from shop_secret where shop = ? group by platform",
        shop);
    return counts;
  }

  /** What the platform signs with from now on. */
  void replaceSecrets(String shop, String platform, List<byte[]> sealed) {
    database.update("delete from shop_secret where shop = ? and platform = ?", shop, platform);
    database.update(
        """
        insert into shop_secret (shop, platform, position, sealed)
        select ?, ?, position, sealed from unnest(?, ?) as secret (position, sealed)
        """,
        shop,
        platform,
        IntStream.range(0, sealed.size()).boxed().toArray(Integer[]::new),
        sealed.toArray(byte[][]::new));
  }

  private static Shop shop(ResultSet row) throws SQLException {
    return new Shop(
        row.getString("name"),
        StoredJson.read(row.getString("profile"), ShopProfile.class),
        row.getBoolean("active"));
  }

  private static Optional<Shop> first(List<Shop> found) {
    return found.stream().findFirst();
  }
}
