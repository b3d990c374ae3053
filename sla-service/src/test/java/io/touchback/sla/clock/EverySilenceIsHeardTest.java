package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.touchback.sla.alert.Alert;
import io.touchback.sla.policy.Policy;
import io.touchback.sla.policy.PolicySet;
import io.touchback.sla.policy.Target;
import io.touchback.sla.policy.TermsOverride;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Thousands of made-up orders, read in many ways, against an oracle that knows what happened. */
class EverySilenceIsHeardTest {
  private static final int ORDERS = 4_000;
  private static final PolicySet CALENDAR_DAYS = calendarDays();

  private final long seed = System.nanoTime();

  @Test
  @DisplayName(
      "T4, K6, G1: topics in any order, in any batches, duplicates, sweeps in between: no false alarm, no breach missed, each told once")
  void readAsItMayCome() {
    int alerts = 0;
    for (int i = 0; i < ORDERS; i++) {
      var history = new OrderHistory(seed + i);
      var watch = read(history, new Random(seed - i));
      var expected = Oracle.alerts(history);
      assertEquals(expected, standing(watch), message(i, history));
      assertTrue(watch.alerts(Alert.State.RETRACTED).isEmpty(), message(i, history));
      assertEquals(
          expected.size(),
          watch.told.stream().filter(line -> line.startsWith("raised")).count(),
          message(i, history));
      alerts += expected.size();
    }
    assertTrue(alerts > ORDERS, "The histories are too quiet: " + alerts);
  }

  @Test
  @DisplayName(
      "T3: what is told late is retracted or resolved until only what is true still stands")
  void readLate() {
    int retracted = 0;
    for (int i = 0; i < ORDERS; i++) {
      var history = new OrderHistory(seed + i);
      var watch = readWithLateNews(history, new Random(seed - i));
      assertEquals(Oracle.alerts(history), standing(watch), message(i, history));
      retracted += watch.alerts(Alert.State.RETRACTED).size();
    }
    assertTrue(retracted > 0, "Nothing was late");
  }

  @Test
  @DisplayName(
      "S2-9: a new database hears of each parcel that left untold as far as topics remember, and raises no false alarm for older ones")
  void readByANewDatabase() {
    int alerts = 0;
    int older = 0;
    for (int i = 0; i < ORDERS; i++) {
      var history = new OrderHistory(seed + i);
      var installed = OrderHistory.BEGIN.plus(Duration.ofDays(8 + i % 12));
      var remembered = installed.minus(Duration.ofDays(7));
      if (!isErased(history, remembered)) {
        var expected = untold(Oracle.alerts(history), remembered);
        var watch = readFrom(remembered, installed, history);
        assertEquals(expected, untold(standing(watch), Instant.EPOCH), message(i, history));
        alerts += expected.size();
        older += untold(Oracle.alerts(history), Instant.EPOCH).size() - expected.size();
      }
    }
    assertTrue(alerts > 0 && older > 0, "The histories are too quiet: " + alerts + ", " + older);
  }

  /** Topics begin at the first instant, and are read from the second on. */
  private static Watch readFrom(Instant remembered, Instant installed, OrderHistory history) {
    var watch = watch();
    Stream.concat(history.events(false).stream(), history.events(true).stream())
        .filter(fact -> !fact.at().isBefore(remembered))
        .map(fact -> fact.at().isBefore(installed) ? readAt(installed, fact) : fact)
        .forEach(watch::read);
    return watch.sweep(OrderHistory.END, OrderHistory.END);
  }

  private static Fact readAt(Instant instant, Fact fact) {
    return new Fact(fact.event(), fact.name(), fact.at(), instant, fact.said());
  }

  private static boolean isErased(OrderHistory history, Instant before) {
    return history.truth.headMap(before).values().stream()
        .anyMatch(what -> what.name().equals("CustomerErased"));
  }

  /** Of parcels that left from then on. */
  private static List<String> untold(TreeSet<String> alerts, Instant since) {
    return alerts.stream()
        .filter(line -> line.startsWith(Policy.SHIPMENT_TOLD.word()))
        .filter(line -> !Instant.parse(line.split(" ")[3]).isBefore(since))
        .toList();
  }

  /** The watermark never passes what has not been read. */
  private static Watch read(OrderHistory history, Random random) {
    var watch = watch();
    var orders = history.events(false);
    var notices = history.events(true);
    int order = 0;
    int notice = 0;
    while (order < orders.size() || notice < notices.size()) {
      boolean takeOrders =
          notice == notices.size() || (order < orders.size() && random.nextBoolean());
      int size = 1 + random.nextInt(4);
      if (takeOrders) {
        int end = Math.min(orders.size(), order + size);
        watch.read(orders.subList(order, end).toArray(Fact[]::new));
        order = end;
      } else {
        int end = Math.min(notices.size(), notice + size);
        watch.read(notices.subList(notice, end).toArray(Fact[]::new));
        notice = end;
      }
      if (random.nextInt(3) == 0 && order > 0) {
        watch.read(orders.get(random.nextInt(order)));
      }
      if (random.nextBoolean()) {
        watch.sweep(upTo(orders, order), earlier(upTo(orders, order), upTo(notices, notice)));
      }
    }
    return watch.sweep(OrderHistory.END, OrderHistory.END);
  }

  /** Scans and notices may be published long after they happened, when all has been swept. */
  private static Watch readWithLateNews(OrderHistory history, Random random) {
    var watch = watch();
    var onTime = new ArrayList<Fact>();
    var late = new ArrayList<Fact>();
    var all = new ArrayList<>(history.events(false));
    all.addAll(history.events(true));
    all.sort(Comparator.comparing(Fact::at));
    for (var fact : all) {
      boolean may = fact.said().scan() != null || fact.said().notice() != null;
      (may && random.nextInt(3) == 0 ? late : onTime).add(fact);
    }
    for (var fact : onTime) {
      watch.sweep(fact.at(), fact.at());
      watch.read(fact);
    }
    watch.sweep(OrderHistory.END, OrderHistory.END);
    Collections.shuffle(late, random);
    late.forEach(watch::read);
    return watch.sweep(OrderHistory.END, OrderHistory.END);
  }

  private static Instant upTo(List<Fact> events, int next) {
    return next == events.size() ? OrderHistory.END : events.get(next).at().minusMillis(1);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static TreeSet<String> standing(Watch watch) {
    var lines = new TreeSet<String>();
    for (var alert : watch.alerts(Alert.State.OPEN, Alert.State.RESOLVED)) {
      lines.add(
          Oracle.line(alert.policy(), alert.shipment(), alert.since(), alert.dueAt())
              + " "
              + watch.state(alert).word());
    }
    return lines;
  }

  private static Watch watch() {
    return new Watch().under(CALENDAR_DAYS).of(new Shop("beads", ZoneOffset.UTC, "DE", true));
  }

  private String message(int i, OrderHistory history) {
    var lines = new StringBuilder("seed " + (seed + i) + " of " + seed + "\n");
    history.truth.forEach((at, what) -> lines.append(at).append(' ').append(what).append('\n'));
    return lines.toString();
  }

  private static PolicySet calendarDays() {
    var json = new ObjectMapper().registerModule(new JavaTimeModule());
    var set = new EnumMap<Policy, TermsOverride>(Policy.class);
    Oracle.TARGETS.forEach(
        (policy, target) -> {
          ObjectNode terms = json.createObjectNode().put("hours", "calendar");
          terms.put("target", Target.of(target).toString());
          set.put(policy, json.convertValue(terms, TermsOverride.class));
        });
    return new PolicySet(set);
  }
}
