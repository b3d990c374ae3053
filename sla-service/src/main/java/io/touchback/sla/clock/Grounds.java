package io.touchback.sla.clock;

import io.touchback.sla.clock.CarrierTable.Carrier;
import io.touchback.sla.clock.Ledger.Entry;
import io.touchback.sla.clock.Reckoning.Ground;
import io.touchback.sla.policy.PolicySet;
import io.touchback.sla.policy.PolicyTable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What clocks stand on: shops, their policies, and whose scans reach them. */
@Singleton
final class Grounds {
  private static final Duration SCANS_COUNT_FOR = Duration.ofDays(30);
  private static final Duration SCANS_NOTED_EVERY = Duration.ofHours(1);

  private final PolicyTable policies;
  private final CarrierTable carriers;

  Grounds(PolicyTable policies, CarrierTable carriers) {
    this.policies = policies;
    this.carriers = carriers;
  }

  /** By shop, and after these facts. */
  Map<String, Ground> of(Collection<Shop> shops, List<Entry> news) {
    var names = shops.stream().map(Shop::name).toList();
    var overrides = policies.of(names);
    var scans = noted(carriers.lastScans(names), news);
    return shops.stream()
        .collect(
            Collectors.toMap(
                Shop::name,
                shop ->
                    new Ground(
                        shop,
                        overrides.getOrDefault(shop.name(), PolicySet.BUILT_IN),
                        cycle -> counts(scans.get(carrier(shop, cycle)), cycle))));
  }

  /** A carrier's row is shared by all readers, so it is written once an hour, not at each scan. */
  private Map<Carrier, Instant> noted(Map<Carrier, Instant> known, List<Entry> news) {
    var newer = new HashMap<Carrier, Instant>();
    for (var entry : news) {
      if (Shipment.isScan(entry.fact())) {
        var carrier = new Carrier(entry.shop(), Shipment.carrier(entry.fact()));
        newer.merge(carrier, entry.fact().at(), Grounds::later);
      }
    }
    newer.entrySet().removeIf(scan -> isNoted(known.get(scan.getKey()), scan.getValue()));
    carriers.put(newer);
    newer.forEach((carrier, at) -> known.merge(carrier, at, Grounds::later));
    return known;
  }

  private static boolean isNoted(@Nullable Instant known, Instant scan) {
    return known != null && scan.isBefore(known.plus(SCANS_NOTED_EVERY));
  }

  private static boolean counts(@Nullable Instant lastScan, Cycle cycle) {
    return lastScan != null && !lastScan.isBefore(cycle.start().at().minus(SCANS_COUNT_FOR));
  }

  private static Carrier carrier(Shop shop, Cycle cycle) {
    return new Carrier(shop.name(), String.valueOf(cycle.carrier()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
