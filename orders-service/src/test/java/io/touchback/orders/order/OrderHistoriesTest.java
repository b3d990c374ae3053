package io.touchback.orders.order;

import static io.touchback.orders.order.OrderExamples.BEADS;
import static io.touchback.orders.order.OrderExamples.CORD;
import static io.touchback.orders.order.OrderExamples.LINES;
import static io.touchback.orders.order.OrderExamples.PAID;
import static io.touchback.orders.order.OrderExamples.PLACED;
import static io.touchback.orders.order.OrderExamples.SHIPPED;
import static io.touchback.orders.order.OrderExamples.aPaidOrder;
import static io.touchback.orders.order.OrderExamples.cancelled;
import static io.touchback.orders.order.OrderExamples.completed;
import static io.touchback.orders.order.OrderExamples.eur;
import static io.touchback.orders.order.OrderExamples.firstParcel;
import static io.touchback.orders.order.OrderExamples.order;
import static io.touchback.orders.order.OrderExamples.parcel;
import static io.touchback.orders.order.OrderExamples.placed;
import static io.touchback.orders.order.OrderExamples.scan;
import static io.touchback.orders.order.OrderExamples.scanned;
import static io.touchback.orders.order.OrderExamples.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.Keys;
import io.touchback.orders.event.EventSchemas;
import io.touchback.orders.event.OrderEvents;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of histories, told in any order and doubled, against an oracle that only counts. */
class OrderHistoriesTest {
  private static final Instant NOW = Instant.parse("2026-03-08T15:00:00Z");
  private static final OrderEvents EVENTS =
      new OrderEvents(
          new TrackingLink(new TrackingToken(new Keys("any")), "https://touchback.example.com"));

  @Test
  @DisplayName("W3, F2: all 120 orders of five webhooks end in one state, told once each")
  void allOrdersOfAShopifyStoryEndTheSame() {
    var delivered = scan("9", ParcelStatus.DELIVERED, "2026-03-05T11:00:00Z");
    var fulfilled =
        update()
            .with(order(SHIPPED, PAID))
            .withFulfilments(List.of(firstParcel(SHIPPED.plusSeconds(1), "05228801234567")));
    assertAllOrdersEndTheSame(
        List.of(
            placed(),
            aPaidOrder(),
            update().withFulfilments(List.of(firstParcel())),
            fulfilled,
            scanned(delivered)),
        List.of("Paid", "Placed", "Shipped", "delivered"));
  }

  @Test
  @DisplayName("W3, F2: … also of one that is called off, with its money given back")
  void allOrdersOfACancelledStoryEndTheSame() {
    var at = Instant.parse("2026-03-04T08:00:00Z");
    var off = cancelled(order(PAID, PAID), at, "customer");
    assertAllOrdersEndTheSame(
        List.of(
            placed(),
            aPaidOrder(),
            update().with(off),
            OrderExamples.refunded("1", 3680, "2026-03-04T08:00:01Z"),
            update()
                .with(off)
                .withRefunds(
                    List.of(new Refund("1", eur(3680), null, at.plusSeconds(1), List.of())))),
        List.of("Cancelled", "Paid", "Placed", "Refunded"));
  }

  @Test
  @DisplayName("W3, F2: … and of WooCommerce's, which names its parcel when it is completed")
  void allOrdersOfAWooStoryEndTheSame() {
    var numbered = parcel("a1", SHIPPED, SHIPPED, List.of(new Tracking("JO-77", null)), List.of());
    var done = completed(order(SHIPPED, PAID), SHIPPED);
    assertAllOrdersEndTheSame(
        List.of(
            placed(),
            placed(),
            aPaidOrder(),
            update().with(done).withFulfilments(List.of(numbered)),
            update()
                .with(completed(order(SHIPPED.plusSeconds(60), PAID), SHIPPED))
                .withFulfilments(List.of(numbered))),
        List.of("Paid", "Placed", "Shipped"));
  }

  @Test
  @DisplayName("W3: … and one of parcels of which nobody says what is in them")
  void allOrdersOfUnknownContentsEndTheSame() {
    var webhooks =
        List.of(
            placed(),
            told(order(SHIPPED, PAID), unlisted("a", SHIPPED)),
            told(
                order(SHIPPED.plusSeconds(60), PAID),
                unlisted("a", SHIPPED.plusSeconds(60)).ofUnknownContents()),
            told(
                order(SHIPPED.plusSeconds(120), PAID),
                unlisted("a", SHIPPED.plusSeconds(120)),
                parcel(
                    "b",
                    SHIPPED,
                    SHIPPED.plusSeconds(120),
                    List.of(new Tracking("b", null)),
                    List.of(new Item(CORD, "", 1)))),
            told(
                completed(order(SHIPPED.plusSeconds(180), PAID), SHIPPED.plusSeconds(180)),
                unlisted("a", SHIPPED.plusSeconds(180)).ofUnknownContents(),
                unlisted("b", SHIPPED.plusSeconds(180)).ofUnknownContents()));
    for (int heard = 3; heard <= webhooks.size(); heard++) {
      var states = new HashSet<Object>();
      for (var inOrder : permutations(webhooks.subList(0, heard))) {
        var story = new Story(PLACED).at(NOW.toString());
        inOrder.forEach(webhook -> story.hears(webhook, webhook));
        states.add(List.of(known(story.state()), story.state().unitsToShip()));
        assertEquals(heard == 3 ? 1 : 2, words(story).stream().filter("Shipped"::equals).count());
      }
      assertEquals(1, states.size(), () -> "Different ends: " + states);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a - b b, b",
    "a b b, b",
    "a b c, c",
    "a - a -, a",
    "a ab c, bc",
    "a ab a ac, ac",
    "xa x xb xbc, bcx",
    "xya xyab xyb xybc, bcxy",
    "ab - c cd, cd",
    "b ab c, bc",
    "a - b ab, ab",
    "ap q aq, aq",
    "ap q aq q, aq"
  })
  @DisplayName(
      "W3: … and one whose plugin takes entries out and puts others in: a corrected number")
  void allOrdersOfReplacedParcelsEndTheSame(String lists, String left) {
    var webhooks = new ArrayList<>(List.of(placed()));
    for (var list : lists.split(" ")) {
      webhooks.add(listed(webhooks.size(), list));
    }
    assertEquals(left, liveParcels(assertAllOrdersListTheSame(webhooks)));
  }

  private static String liveParcels(OrderState state) {
    return state.shipments().stream()
        .filter(Shipment::live)
        .map(shipment -> shipment.facet().id())
        .sorted()
        .collect(Collectors.joining());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void allOrdersOfRandomListsEndTheSame(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      var webhooks = new ArrayList<OrderUpdate>();
      while (webhooks.size() < 4) {
        webhooks.add(
            listed(
                webhooks.size() + random.nextInt(2),
                "abc".replaceAll("[" + "-abc".substring(random.nextInt(4)) + "]", "")
                    + (random.nextBoolean() ? "d" : "")
                    + (random.nextBoolean() ? "e" : "")));
      }
      assertAllOrdersListTheSame(webhooks);
    }
  }

  private static OrderState assertAllOrdersListTheSame(List<OrderUpdate> webhooks) {
    var last = OrderExamples.unknown(PLACED);
    var states = new HashSet<Object>();
    for (var inOrder : permutations(webhooks)) {
      var story = new Story(PLACED).at(NOW.toString());
      inOrder.forEach(webhook -> story.hears(webhook, webhook));
      states.add(List.of(known(story.state()), story.state().unitsToShip()));
      assertEquals(
          story.state().shipments().stream().filter(Shipment::live).count(),
          words(story).stream().filter("Shipped"::equals).count(),
          () -> "Told in the order " + inOrder);
      last = story.state();
    }
    assertEquals(1, states.size(), () -> "Different ends: " + states);
    return last;
  }

  /** An update that lists these parcels, each a letter, and no others. */
  private static OrderUpdate listed(int minute, String letters) {
    var at = SHIPPED.plusSeconds(60L * minute);
    var ids = letters.chars().filter(Character::isLetter).mapToObj(Character::toString).toList();
    return update()
        .with(order(at, PAID).withOnlyParcels(ids))
        .withFulfilments(ids.stream().map(id -> unlisted(id, at)).toList());
  }

  private static OrderUpdate told(Order order, Fulfilment... parcels) {
    return update().with(order).withFulfilments(List.of(parcels));
  }

  private static Fulfilment unlisted(String id, Instant updatedAt) {
    return parcel(id, SHIPPED, updatedAt, List.of(new Tracking(id, null)), List.of());
  }

  @Test
  @DisplayName("W3: … and one of which some updates tell what is in a parcel, and some do not")
  void allOrdersOfItemsToldAtTimesEndTheSame() {
    var number = List.of(new Tracking("77", null));
    var webhooks = new ArrayList<>(List.of(aPaidOrder()));
    for (var items :
        List.of(
            List.of(new Item(BEADS, "", 1)),
            List.of(new Item(BEADS, "", 2)),
            List.<Item>of(),
            List.<Item>of())) {
      var at = SHIPPED.plusSeconds(60L * (webhooks.size() / 2));
      webhooks.add(told(order(PAID, PAID), parcel("a", SHIPPED, at, number, items)));
    }
    var states = new HashSet<Object>();
    for (var inOrder : permutations(webhooks)) {
      var story = new Story(PLACED).at(NOW.toString());
      inOrder.forEach(webhook -> story.hears(webhook, webhook));
      states.add(List.of(known(story.state()), story.state().unitsToShip()));
      assertEquals(1, story.state().unitsToShip(), () -> "Told in the order " + inOrder);
    }
    assertEquals(1, states.size(), () -> "Different ends: " + states);
  }

  @Test
  @DisplayName("W3: … and one whose refund was taken back ends in one state, told or not")
  void allOrdersOfATakenBackRefundEndTheSame() {
    var refund = List.of(new Refund("1", eur(3680), null, SHIPPED, List.of()));
    var webhooks =
        List.of(
            placed(),
            aPaidOrder(),
            update().with(order(SHIPPED, PAID).withOnly(refund)).withRefunds(refund),
            update().with(order(SHIPPED, PAID).withOnly(List.of())),
            update().with(order(SHIPPED.plusSeconds(60), PAID).withOnly(List.of())));
    var states = new HashSet<Object>();
    for (var inOrder : permutations(webhooks)) {
      var story = new Story(PLACED).at(NOW.toString());
      inOrder.forEach(webhook -> story.hears(webhook, webhook));
      states.add(known(story.state()));
      assertEquals(3, story.state().unitsToShip());
    }
    assertEquals(1, states.size(), () -> "Different ends: " + states);
  }

  @Test
  @DisplayName(
      "W3: … and one whose platform dates its refund anew with each update: the first holds")
  void allOrdersOfARefundThatIsDatedAnewEndTheSame() {
    assertAllOrdersEndTheSame(
        List.of(placed(), aPaidOrder(), dated(SHIPPED, 0), dated(SHIPPED, 60), dated(SHIPPED, 120)),
        List.of("Paid", "Placed", "Refunded"));
    var story = new Story(PLACED).at(NOW.toString()).hears(dated(SHIPPED, 60), dated(SHIPPED, 120));
    assertEquals(SHIPPED.plusSeconds(60), story.state().refunds().get(0).at());
    story.hears(dated(SHIPPED, 0), dated(SHIPPED, 60));
    assertEquals(SHIPPED, story.state().refunds().get(0).at());
    assertEquals("reason 220", story.state().refunds().get(0).reason());
  }

  private static OrderUpdate dated(Instant first, long later) {
    var refund =
        new Refund("1", eur(1250), "reason " + (100 + later), first.plusSeconds(later), List.of());
    return update().with(order(refund.at(), PAID)).withRefunds(List.of(refund));
  }

  private static void assertAllOrdersEndTheSame(List<OrderUpdate> webhooks, List<String> told) {
    var states = new HashSet<Object>();
    var orders = permutations(webhooks);
    assertEquals(120, orders.size());
    for (var inOrder : orders) {
      var story = new Story(PLACED).at(NOW.toString());
      inOrder.forEach(webhook -> story.hears(webhook, webhook));
      states.add(known(story.state()));
      assertEquals(told, words(story), () -> "Told in the order " + inOrder);
    }
    assertEquals(1, states.size(), () -> "Different ends: " + states);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomHistoriesEndAsTheOracleSays(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var history = new History(random).updates();
      Set<Object> ends = new HashSet<>();
      for (int times = 0; times < 4; times++) {
        var arriving = times == 0 ? history : doubled(history, random);
        var story = new Story(PLACED).at(NOW.toString());
        arriving.forEach(story::hears);
        ends.add(known(story.state()));
        int number = i;
        Oracle.check(history, story, () -> "seed " + seed + ", history " + number);
      }
      assertEquals(1, ends.size(), "seed " + seed + ", history " + i + ": " + ends);
    }
  }

  private static List<OrderUpdate> doubled(List<OrderUpdate> history, Random random) {
    var arriving = new ArrayList<>(history);
    history.stream().filter(any -> random.nextInt(3) == 0).forEach(arriving::add);
    Collections.shuffle(arriving, random);
    return arriving;
  }

  /** All that was learnt, without what depends on when it was learnt. */
  private static Object known(OrderState state) {
    var parcels = new TreeMap<String, Object>();
    for (var shipment : state.shipments()) {
      parcels.put(
          shipment.facet().id(),
          List.of(
              shipment.facet(),
              Objects.toString(shipment.cancelledAt()),
              shipment.shownStatus(),
              shipment.live() ? shipment.carrier() : "",
              shipment.live() ? shipment.tracking() : "",
              new TreeSet<>(shipment.scans().stream().map(ParcelScan::toString).toList())));
    }
    return List.of(
        Objects.toString(state.order()),
        Objects.toString(state.paidAt()),
        Objects.toString(state.hold()),
        state.refunds(),
        state.status(),
        state.over(),
        state.looseScans(),
        parcels);
  }

  private static List<String> words(Story story) {
    return story.told().isEmpty()
        ? List.of()
        : List.of(story.told().split(" ")).stream().sorted().toList();
  }

  private static <T> List<List<T>> permutations(List<T> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<T>>();
    for (int i = 0; i < items.size(); i++) {
      var rest = new ArrayList<>(items);
      var first = rest.remove(i);
      for (var tail : permutations(rest)) {
        var whole = new ArrayList<T>();
        whole.add(first);
        whole.addAll(tail);
        all.add(whole);
      }
    }
    return all;
  }

  /** A made-up life of an order, as its platform would tell it. */
  private static final class History {
    private static final List<ParcelStatus> ON_THE_WAY =
        List.of(
            ParcelStatus.LABEL,
            ParcelStatus.PICKED_UP,
            ParcelStatus.IN_TRANSIT,
            ParcelStatus.DELAYED,
            ParcelStatus.OUT_FOR_DELIVERY,
            ParcelStatus.ATTEMPT_FAILED,
            ParcelStatus.READY_FOR_PICKUP,
            ParcelStatus.PROBLEM,
            ParcelStatus.RETURNING,
            ParcelStatus.UNKNOWN,
            ParcelStatus.DELIVERED);

    private final Random random;
    private final List<OrderUpdate> updates = new ArrayList<>();
    private final List<Fulfilment> parcels = new ArrayList<>();
    private Instant clock = PLACED;
    private Order order = order(PLACED, null);

    History(Random random) {
      this.random = random;
    }

    List<OrderUpdate> updates() {
      say();
      maybe(9, this::pay);
      maybe(3, this::hold);
      maybe(8, () -> ship("1", BEADS, 2));
      maybe(6, () -> ship("2", CORD, 1));
      for (var parcel : List.copyOf(parcels)) {
        scans(parcel);
      }
      maybe(3, this::sayLess);
      maybe(2, this::renumber);
      maybe(2, this::callBack);
      maybe(2, () -> refund("1", 1250));
      maybe(2, () -> refund("2", 2430));
      maybe(2, this::cancel);
      return updates;
    }

    private void maybe(int inTen, Runnable step) {
      if (random.nextInt(10) < inTen) {
        clock = clock.plusSeconds(random.nextInt(3) * 1800L);
        step.run();
      }
    }

    private void pay() {
      order = order(clock, clock, LINES);
      say();
    }

    private void hold() {
      updates.add(OrderExamples.held("2026-03-20", clock.toString(), false));
      maybe(5, () -> updates.add(OrderExamples.held(null, clock.plusSeconds(1).toString(), true)));
    }

    private void ship(String id, String line, int units) {
      var tracking = List.of(new Tracking("N" + id, null));
      say(parcel(id, clock, clock, tracking, List.of(new Item(line, "", units))));
    }

    private void say(Fulfilment parcel) {
      parcels.removeIf(other -> other.id().equals(parcel.id()));
      parcels.add(parcel);
      var update = update().withFulfilments(List.of(parcel));
      updates.add(random.nextBoolean() ? update : update.with(order));
    }

    private void scans(Fulfilment parcel) {
      var at = parcel.createdAt();
      for (int i = 0; i < random.nextInt(5); i++) {
        at = at.plusSeconds(random.nextInt(3) * 3600L);
        var status = ON_THE_WAY.get(random.nextInt(ON_THE_WAY.size()));
        var id = parcel.id() + "-" + i;
        updates.add(scanned(scan(id, parcel.id(), status, at, false)));
        if (random.nextInt(8) == 0) {
          updates.add(scanned(scan(id, parcel.id(), status, at, true)));
        }
        if (random.nextInt(4) == 0) {
          updates.add(update().withFulfilments(List.of(OrderExamples.at(parcel, status, at))));
        }
      }
    }

    /** Not what is in it. */
    private void sayLess() {
      for (var parcel : List.copyOf(parcels)) {
        say(parcel(parcel.id(), parcel.createdAt(), clock, parcel.tracking(), List.of()));
      }
    }

    private void renumber() {
      for (var parcel : List.copyOf(parcels)) {
        say(
            parcel(
                parcel.id(),
                parcel.createdAt(),
                NOW.minusSeconds(7200),
                List.of(new Tracking("R" + parcel.id(), null)),
                parcel.items()));
      }
    }

    private void callBack() {
      if (!parcels.isEmpty()) {
        say(cancelled(parcels.get(0), NOW.minusSeconds(3600)));
      }
    }

    private void refund(String id, long cents) {
      updates.add(OrderExamples.refunded(id, cents, clock.toString()));
    }

    private void cancel() {
      if (random.nextBoolean()) {
        order = cancelled(order, NOW.minusSeconds(60), "customer");
        say();
      } else {
        updates.add(OrderExamples.milestone(Milestone.Kind.CANCELLED, clock.toString()));
      }
    }

    private void say() {
      updates.add(update().with(order));
    }
  }

  /** What a story must have come to, found by looking at all its updates at once. */
  private static final class Oracle {
    private final List<OrderUpdate> history;
    private final Story story;

    private Oracle(List<OrderUpdate> history, Story story) {
      this.history = history;
      this.story = story;
    }

    static void check(List<OrderUpdate> history, Story story, Supplier<String> which) {
      var oracle = new Oracle(history, story);
      assertEquals(1, oracle.count("Placed"), which);
      assertEquals(oracle.paid() ? 1 : 0, oracle.count("Paid"), which);
      assertEquals(oracle.cancelled() ? 1 : 0, oracle.count("Cancelled"), which);
      assertEquals(oracle.refunds().size(), oracle.count("Refunded"), which);
      oracle.parcels().forEach(parcel -> oracle.check(parcel, which));
      assertEquals(oracle.unitsLeft(), story.state().unitsToShip(), which);
      oracle.eventsFitTheirSchemas(which);
    }

    private void check(String parcel, Supplier<String> which) {
      var shipment =
          story.state().shipments().stream()
              .filter(s -> s.facet().id().equals(parcel))
              .findFirst()
              .orElseThrow();
      assertTrue(count(Happened.Shipped.class, shipment) <= 1, which);
      if (calledBack(parcel)) {
        assertEquals(
            count(Happened.Shipped.class, shipment),
            count(Happened.ShipmentCancelled.class, shipment),
            which);
        return;
      }
      assertEquals(1, count(Happened.Shipped.class, shipment), which);
      assertEquals(lastNumber(parcel), shipment.tracking().get(0).number(), which);
      assertEquals(parcel.equals("1") ? 2 : 1, shipment.itemCount(), which);
      assertEquals(shipment.status(), lastTold(shipment), which);
      assertEquals(delivered(parcel), shipment.status() == ParcelStatus.DELIVERED, which);
    }

    private long count(String word) {
      return words(story).stream().filter(word::equals).count();
    }

    private long count(Class<? extends Happened> type, Shipment shipment) {
      return story.happened().stream()
          .filter(type::isInstance)
          .filter(news -> news.toString().contains(shipment.id().toString()))
          .count();
    }

    private boolean paid() {
      return history.stream().anyMatch(u -> u.order() != null && u.order().paidAt() != null);
    }

    private boolean cancelled() {
      return history.stream()
          .anyMatch(
              u ->
                  u.order() != null && u.order().cancelledAt() != null
                      || u.milestones().stream()
                          .anyMatch(m -> m.kind() == Milestone.Kind.CANCELLED));
    }

    private Set<String> refunds() {
      return history.stream()
          .flatMap(u -> u.refunds().stream())
          .map(Refund::id)
          .collect(Collectors.toSet());
    }

    private Set<String> parcels() {
      return facets().stream().map(Fulfilment::id).collect(Collectors.toSet());
    }

    private List<Fulfilment> facets() {
      return history.stream().flatMap(u -> u.fulfilments().stream()).toList();
    }

    private boolean calledBack(String parcel) {
      return facets().stream().anyMatch(f -> f.id().equals(parcel) && f.cancelled());
    }

    private String lastNumber(String parcel) {
      boolean renumbered =
          facets().stream()
              .anyMatch(
                  f ->
                      f.id().equals(parcel)
                          && !f.tracking().isEmpty()
                          && f.tracking().get(0).number().startsWith("R"));
      return (renumbered ? "R" : "N") + parcel;
    }

    private boolean delivered(String parcel) {
      boolean summed =
          facets().stream()
              .anyMatch(f -> f.id().equals(parcel) && f.status() == ParcelStatus.DELIVERED);
      return summed
          || scans(parcel).stream()
              .filter(scan -> scan.status() == ParcelStatus.DELIVERED && !scan.deleted())
              .anyMatch(
                  scan ->
                      scans(parcel).stream()
                          .noneMatch(o -> o.deleted() && o.id().equals(scan.id())));
    }

    private List<Scan> scans(String parcel) {
      return history.stream()
          .flatMap(u -> u.scans().stream())
          .filter(scan -> parcel.equals(scan.fulfilmentId()))
          .toList();
    }

    private ParcelStatus lastTold(Shipment shipment) {
      return story.happened().stream()
          .filter(Happened.ParcelMoved.class::isInstance)
          .map(Happened.ParcelMoved.class::cast)
          .filter(moved -> moved.shipment().equals(shipment.id()))
          .map(Happened.ParcelMoved::status)
          .reduce((earlier, later) -> later)
          .orElse(ParcelStatus.LABEL);
    }

    private int unitsLeft() {
      long refunded = refunds().stream().mapToLong(id -> id.equals("1") ? 1250 : 2430).sum();
      if (cancelled() || refunded >= 3680) {
        return 0;
      }
      int left = 3;
      for (var parcel : parcels()) {
        left -= calledBack(parcel) ? 0 : parcel.equals("1") ? 2 : 1;
      }
      return left;
    }

    private void eventsFitTheirSchemas(Supplier<String> which) {
      for (var outcome : story.outcomes()) {
        for (var dated : EVENTS.of(outcome, NOW)) {
          assertEquals(List.of(), EventSchemas.flaws(dated.event()), which);
        }
      }
    }
  }
}
