package io.touchback.orders.shop;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The shops as the door knows them: remembered for a moment, so that a change made here counts at
 * once and one made by another instance within seconds. Those in use are read again before they are
 * forgotten.
 */
@ApplicationScoped
public class Shops {
  private static final Logger LOG = Logger.getLogger(Shops.class);
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final ShopReading reading;
  private final Clock clock;

  Shops(ShopReading reading, Clock clock) {
    this.reading = reading;
    this.clock = clock;
  }

  public Optional<KnownShop> find(String name) {
    var known = remembered(name);
    return known.isPresent() ? known : look(name);
  }

  /** The country that it ships from, if that is known; also of a shop whose secrets are not. */
  public @Nullable String country(String name) {
    return reading.country(name);
  }

  /** The shop if it is remembered: never asks the database, and may be called on an event loop. */
  public Optional<KnownShop> remembered(String name) {
    var known = remembered.get(name);
    return known != null && known.until().isAfter(clock.instant())
        ? Optional.of(known.use())
        : Optional.empty();
  }

  /** Something about a shop has been committed. */
  void changed(String name) {
    changes.incrementAndGet();
    remembered.remove(name);
  }

  /** Were it not for this, all webhooks of a busy shop would have to wait for the database. */
  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void readAhead() {
    var now = clock.instant();
    remembered.values().removeIf(known -> !known.until().isAfter(now));
    try {
      read(remembered.values().stream().filter(Remembered::inUse).map(Remembered::name).toList());
    } catch (RuntimeException e) {
      LOG.debugf("Shops are not read ahead now (%s): each is read when it is needed", e);
    }
  }

  private Optional<KnownShop> look(String name) {
    return read(List.of(name)).stream().findFirst();
  }

  /** What was read while a shop was changing may be its past. */
  private List<KnownShop> read(Collection<String> names) {
    long before = changes.get();
    var until = clock.instant().plus(REMEMBERED);
    var found = reading.of(names);
    found.forEach(shop -> remembered.put(shop.name(), Remembered.until(until, shop)));
    if (changes.get() != before || found.size() < names.size()) {
      names.forEach(remembered::remove);
    }
    return found;
  }

  private record Remembered(KnownShop shop, Instant until, AtomicBoolean used) {
    static Remembered until(Instant until, KnownShop shop) {
      return new Remembered(shop, until, new AtomicBoolean());
    }

    String name() {
      return shop.name();
    }

    boolean inUse() {
      return used.get();
    }

    KnownShop use() {
      used.lazySet(true);
      return shop;
    }
  }
}
