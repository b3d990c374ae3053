package io.touchback.notify.notice;

import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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

  /** Those of these shops that have been heard of; asked with the transaction's next statement. */
  Supplier<Map<String, KnownShop>> heardOf(Collection<String> shops) {
    var heard =
        database.queryLater(
            row -> Map.entry(row.getString("shop"), parsed(row.getString("identity"))),
            "select shop, identity from shop where shop = any ((select ?::text[])::text[])",
            (Object) shops.toArray(String[]::new));
    return () ->
        heard.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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

  /**
   * @return false = something newer is known already
   */
  boolean change(String shop, String identity, Instant at) {
    return database.update(
            """
            insert into shop (shop, identity, changed_at) values (?, ?, ?::timestamptz)
            on conflict (shop) do update
            set identity = excluded.identity, changed_at = excluded.changed_at
            where shop.changed_at <= excluded.changed_at
            """,
            shop,
            identity,
            at.toString())
        == 1;
  }

  /** Shops seldom change what they say. */
  private KnownShop parsed(String identity) {
    if (parsed.size() > MOST_PARSED) {
      parsed.clear();
    }
    return parsed.computeIfAbsent(identity, KnownShop::of);
  }
}
