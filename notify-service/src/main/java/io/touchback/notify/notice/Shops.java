package io.touchback.notify.notice;

import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The shops as they last told us of themselves. */
@Singleton
final class Shops {
  private static final int MOST_PARSED = 1_000;

  private final Database database;
  private final Map<String, KnownShop> parsed = new ConcurrentHashMap<>();

  Shops(Database database) {
    this.database = database;
  }

  /**
   * Those of these shops that have been heard of, and of which nothing waits any more; asked with
   * the transaction's next statement.
   */
  Supplier<Map<String, KnownShop>> heardOf(Collection<String> shops) {
    return byName(
        "select shop, identity from shop where shop = any ((select ?::text[])::text[]) and not behind",
        shops);
  }

  /** Those of these shops that have told us of themselves. */
  Map<String, KnownShop> told(Collection<String> shops) {
    return byName("select shop, identity from shop where shop = any (?)", shops).get();
  }

  private Supplier<Map<String, KnownShop>> byName(String sql, Collection<String> shops) {
    var found =
        database.queryLater(
            row -> Map.entry(row.getString("shop"), parsed(row.getString("identity"))),
            sql,
            (Object) shops.toArray(String[]::new));
    return () ->
        found.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Whether there may be something that waits for this shop, though it is known. Of those that have
   * been locked.
   */
  void catchUp(String shop, boolean behind) {
    database.update(
        "update shop set behind = ? where shop = ? and behind <> ?", behind, shop, behind);
  }

  /**
   * One of the shops for which something waits, though they are known; any of them, so that one
   * whose events cannot be decided does not hold up the others.
   */
  Optional<String> behind() {
    return database
        .query(
            row -> row.getString(1), "select shop from shop where behind order by random() limit 1")
        .stream()
        .findFirst();
  }

  /**
   * The same, to be relied on. Until the end of the transaction none of the others can become
   * known: what is put aside for it now is found when it does.
   */
  Map<String, KnownShop> known(Collection<String> shops) {
    var known = new HashMap<>(heardOf(shops).get());
    var unknown = new HashSet<>(shops);
    unknown.removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      lock(unknown);
      known.putAll(heardOf(unknown).get());
    }
    return known;
  }

  /** In the order of the alphabet, so that two readers never wait for each other. */
  void lock(Collection<String> shops) {
    new TreeSet<>(shops)
        .forEach(
            shop ->
                database.query(
                    row -> shop,
                    "select pg_advisory_xact_lock(hashtextextended(?, 7477))",
                    "shop " + shop));
  }

  /** Unless something newer is known already. */
  void change(String shop, String identity, Instant at) {
    database.update(
        """
        insert into shop (shop, identity, changed_at) values (?, ?, ?::timestamptz)
        on conflict (shop) do update
        set identity = excluded.identity, changed_at = excluded.changed_at
        where shop.changed_at <= excluded.changed_at
        """,
        shop,
        identity,
        at.toString());
  }

  /** Shops seldom change what they say. */
  private KnownShop parsed(String identity) {
    if (parsed.size() > MOST_PARSED) {
      parsed.clear();
    }
    return parsed.computeIfAbsent(identity, KnownShop::of);
  }
}
