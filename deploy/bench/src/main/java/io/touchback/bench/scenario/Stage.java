package io.touchback.bench.scenario;

import io.touchback.bench.house.House;
import io.touchback.bench.house.House.Service;
import io.touchback.bench.house.Usage;
import io.touchback.bench.limit.BareDatabase;
import io.touchback.bench.load.Books;
import io.touchback.bench.load.Events;
import io.touchback.bench.load.HttpLoad;
import io.touchback.bench.load.Ledger;
import io.touchback.bench.load.Order;
import io.touchback.bench.load.Webhooks;
import io.touchback.bench.report.Findings;
import io.touchback.bench.sink.MailSink;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** What scenarios play on. */
public final class Stage {
  private static final String SECRET = "shpss_bench";
  private static final int SHOPS = 4;
  private static final int WARM_UP_CONNECTIONS = 32;
  static final Duration WITHOUT_NEWS = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A mail that comes twice comes soon, or after a lease has ended: that is journey's. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /** What is sustained is not the first minutes: compilers are let do their work before. */
  private static final double COMPILING = 0.1;

  private final House house;
  private final MailSink sink;
  private final Books books;
  private final Findings findings;
  private final Sizes sizes;
  private final List<String> shops =
      IntStream.rangeClosed(1, SHOPS).mapToObj(n -> "bench-" + n).toList();
  private final Map<Service, Map<String, String>> running = new EnumMap<>(Service.class);
  private final Set<Service> warm = EnumSet.noneOf(Service.class);
  private boolean opened;

  public Stage(House house, MailSink sink, Books books, Findings findings, Sizes sizes) {
    this.house = house;
    this.sink = sink;
    this.books = books;
    this.findings = findings;
    this.sizes = sizes;
  }

  House house() {
    return house;
  }

  MailSink sink() {
    return sink;
  }

  Findings findings() {
    return findings;
  }

  Sizes sizes() {
    return sizes;
  }

  Ledger ledger(int orders) {
    return books.open(orders);
  }

  Webhooks orders(int count) {
    return Webhooks.of(books.open(count), shops, SECRET);
  }

  /** Orders that are spoken of where no mail comes of it. */
  Ledger unowed(int orders) {
    return books.number(orders);
  }

  /** PostgreSQL without us, and the same texts: an order as it comes, an event as we tell of it. */
  BareDatabase bareDatabase() {
    house.createOwnDatabase();
    return new BareDatabase(house::ownDatabase, Order.text(), newestEvent());
  }

  private String newestEvent() {
    try (var orders = house.database(Service.ORDERS);
        var statement = orders.createStatement();
        var found =
            statement.executeQuery(
                """
                select payload from outbox where type = 'io.touchback.OrderPlaced.v1'
                order by seq desc limit 1
                """)) {
      found.next();
      return found.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** There are orders, told of on Kafka. */
  void haveOrders() {
    if (!opened) {
      onlyRunning(Service.ORDERS);
      awaitRest();
    }
  }

  /**
   * Straight to Kafka.
   *
   * @param name as {@code OrderPlaced}; orders-service has told of one by now
   */
  Events events(String name) {
    return new Events(house.bootstrapServers(), house.database(Service.ORDERS), name);
  }

  /**
   * Events that the service reads when all of them are there: it is held up until then, so that who
   * reads shares no processor with who writes, and is warm.
   */
  Unread producedUnread(Service reader, Events events, Ledger ledger) {
    return whileHeldUp(reader, () -> new Unread(events.produce(ledger), house.usage()));
  }

  /**
   * What waits for a reader.
   *
   * @param ends as {@link Events#produce}
   * @param before what had been used when all was there
   */
  record Unread(long ends, Usage before) {}

  /** The service does nothing meanwhile, and does not know. */
  <T> T whileHeldUp(Service service, Supplier<T> meanwhile) {
    house.suspend(service);
    try {
      return meanwhile.get();
    } finally {
      house.resume(service);
    }
  }

  HttpLoad load(int connections) {
    return new HttpLoad(house.port(Service.ORDERS), connections);
  }

  /**
   * Once for each build, where the JVM can remember how it starts and what is hot: what follows is
   * measured as on any day but the first.
   */
  public void practise() {
    if (house.hasToPractise()) {
      findings.say("practice");
      allRunning();
      onlyRunning();
    }
  }

  /** How long until it is ready, with nothing else to do. */
  Duration startAlone(Service service) {
    onlyRunning();
    var took = house.start(service, Map.of());
    house.stop(service);
    return took;
  }

  /** All three, and warm. */
  void allRunning() {
    onlyRunning(Service.values());
  }

  /** These run, with their own settings, and no others; what is hot first has been compiled. */
  void onlyRunning(Service... wanted) {
    var all = onlyStarted(wanted);
    if (all.contains(Service.ORDERS) && !warm.containsAll(all)) {
      warmUp(all.contains(Service.NOTIFY));
      warm.addAll(all);
    }
  }

  /** These run, with their own settings, and no others; cold, if they did not run before. */
  Set<Service> onlyStarted(Service... wanted) {
    var all = wanted.length == 0 ? Set.<Service>of() : EnumSet.copyOf(Arrays.asList(wanted));
    start(all);
    return all;
  }

  /** As many bursts as the services' compilers need until they have done most of their work. */
  void untilCompiled(Runnable burst) {
    double share = Double.NaN;
    // Where nobody knows, all of them.
    for (int bursts = 0; bursts < sizes.bursts() && !(share <= COMPILING); bursts++) {
      var before = house.compiling();
      var usedBefore = house.usage();
      burst.run();
      var used = house.usage().since(usedBefore).ofServices();
      share = (house.compiling() - before) / used;
    }
    if (!Double.isNaN(share)) {
      findings.say("  compilers take %.0f %% of the services' CPU".formatted(100 * share));
    }
  }

  /**
   * One ledger a round. Not measured where any is missing: it may have been the slowest.
   *
   * @param of the latencies that a ledger knows
   */
  void latency(String scenario, String what, List<Ledger> rounds, Function<Ledger, Histogram> of) {
    var known = rounds.stream().map(of).toList();
    long missing =
        rounds.stream().mapToLong(Ledger::size).sum()
            - known.stream().mapToLong(Histogram::getTotalCount).sum();
    if (missing > 0) {
      findings.say("  %s: not measured, %d refused or lost".formatted(what, missing));
    } else {
      findings.latency(scenario, what, known);
    }
  }

  /** Whatever is still owed comes out now, or is lost; whatever comes twice comes now, too. */
  public void settle() {
    if (opened) {
      start(EnumSet.allOf(Service.class));
      awaitAllMails();
      awaitRest();
      books.awaitSilence(SILENCE);
    }
  }

  /**
   * Returns when nothing is left to do in the services that run.
   *
   * @return how long that took
   */
  public Duration awaitRest() {
    long start = System.nanoTime();
    new Rest(house, running.keySet())
        .await(PATIENCE)
        .ifPresent(left -> findings.fail("not done in time: " + left));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  void awaitAllMails() {
    books.awaitMails(WITHOUT_NEWS);
  }

  private void start(Set<Service> wanted) {
    for (var service : Service.values()) {
      if (wanted.contains(service)) {
        run(service, Map.of());
      } else if (running.remove(service) != null) {
        house.stop(service);
      }
    }
    openShops();
  }

  private void warmUp(boolean toTheMail) {
    try (var load = load(WARM_UP_CONNECTIONS)) {
      var orders = orders(sizes.warmUp());
      load.burst(orders);
      if (toTheMail) {
        orders.ledger().awaitMails(WITHOUT_NEWS);
      }
    }
  }

  /** Runs with these settings; started anew if it ran with others. */
  void run(Service service, Map<String, String> settings) {
    if (settings.equals(running.get(service))) {
      return;
    }
    if (running.containsKey(service)) {
      house.stop(service);
    }
    var took = house.start(service, settings);
    running.put(service, settings);
    warm.remove(service);
    findings.say("  " + service.word() + " ready after " + took.toMillis() + " ms");
  }

  private void openShops() {
    if (!opened && running.containsKey(Service.ORDERS)) {
      shops.forEach(this::open);
      opened = true;
    }
  }

  private void open(String shop) {
    house.call(
        Service.ORDERS,
        "PUT",
        "/api/shops/" + shop,
        """
        {"name": "Bead & Cord", "mailFrom": "hello@beads.example", "replyTo": "help@beads.example",
         "contactName": "Ana", "website": "https://beads.example",
         "shippingPolicyUrl": "https://beads.example/shipping",
         "returnsPolicyUrl": "https://beads.example/returns",
         "timeZone": "Europe/Berlin", "locale": "en", "country": "DE",
         "secrets": {"shopify": ["%s"]}}
        """
            .formatted(SECRET));
  }
}
