package io.touchback.orders.shop;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The shops as the door knows them: remembered for a moment, so that a change made here counts at
 * once and one made by another instance within seconds.
 */
@ApplicationScoped
public class Shops {
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final SecretSeal seal;
  private final Clock clock;

  Shops(SecretSeal seal, Clock clock) {
    this.seal = seal;
    this.clock = clock;
  }

  public Optional<KnownShop> find(String name) {
    var known = remembered.get(name);
    return known != null && known.until().isAfter(clock.instant())
        ? Optional.of(known.shop())
        : look(name);
  }

  /** Something about a shop has been committed. */
  void changed(String name) {
    changes.incrementAndGet();
    remembered.remove(name);
  }

  private Optional<KnownShop> look(String name) {
    long before = changes.get();
    var found = Optional.ofNullable(QuarkusTransaction.joiningExisting().call(() -> load(name)));
    found.ifPresentOrElse(shop -> remember(shop, before), () -> remembered.remove(name));
    return found;
  }

  /** What was read while a shop was changing may be its past. */
  private void remember(KnownShop shop, long before) {
    remembered.put(shop.name(), new Remembered(shop, clock.instant().plus(REMEMBERED)));
    if (changes.get() != before) {
      remembered.remove(shop.name());
    }
  }

  private @Nullable KnownShop load(String name) {
    Shop shop = Shop.findById(name);
    return shop == null
        ? null
        : new KnownShop(
            name,
            shop.profile().country(),
            ShopSecret.of(name).stream()
                .collect(
                    groupingBy(
                        ShopSecret::platform,
                        mapping(
                            secret -> seal.open(name, secret.platform(), secret.sealed()),
                            toList()))));
  }

  private record Remembered(KnownShop shop, Instant until) {}
}
