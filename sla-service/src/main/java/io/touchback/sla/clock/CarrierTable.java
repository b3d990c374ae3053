package io.touchback.sla.clock;

import static io.touchback.messaging.Database.column;
import static io.touchback.messaging.Database.instant;
import static io.touchback.messaging.Database.instants;

import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Which carriers' scans reach which shop. */
@Singleton
final class CarrierTable {
  private final Database database;

  CarrierTable(Database database) {
    this.database = database;
  }

  Map<Carrier, Instant> lastScans(Collection<String> shops) {
    var scans = new HashMap<Carrier, Instant>();
    database
        .query(
            row ->
                Map.entry(
                    new Carrier(row.getString(1), row.getString(2)), instant(row, "scanned_at")),
            "select shop, carrier, scanned_at from carrier_scan where shop = any (?)",
            (Object) shops.toArray(String[]::new))
        .forEach(scan -> scans.put(scan.getKey(), scan.getValue()));
    return scans;
  }

  void put(Map<Carrier, Instant> scans) {
    if (scans.isEmpty()) {
      return;
    }
    var sorted = scans.entrySet().stream().sorted(Map.Entry.comparingByKey(Carrier.ORDER)).toList();
    database.update(
        """
        insert into carrier_scan (shop, carrier, scanned_at)
        select shop, carrier, instant(scanned_at)
        from unnest(?, ?, ?) as scan (shop, carrier, scanned_at)
        on conflict (shop, carrier) do update
        set scanned_at = greatest(carrier_scan.scanned_at, excluded.scanned_at)
        """,
        column(sorted, scan -> scan.getKey().shop()),
        column(sorted, scan -> scan.getKey().name()),
        instants(sorted, Map.Entry::getValue));
  }

  /** A carrier as one shop knows it. */
  record Carrier(String shop, String name) {
    static final Comparator<Carrier> ORDER =
        Comparator.comparing(Carrier::shop).thenComparing(Carrier::name);
  }
}
