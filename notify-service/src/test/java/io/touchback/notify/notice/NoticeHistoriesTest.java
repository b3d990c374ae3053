package io.touchback.notify.notice;

import static io.touchback.notify.notice.OrderEvents.golden;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole histories: every order of arrival, and thousands made up, against a slow oracle. */
class NoticeHistoriesTest {
  private static final Instant NOW = Instant.parse("2026-03-06T19:00:00Z");
  private static final ShopSettings SHOP = new ShopSettings(false, Map.of(), true);

  @Test
  @DisplayName("W3 F2: all 120 orders of 5 events end in the same notices, one per transition")
  void everyOrderOfArrivalEndsTheSame() {
    var events =
        List.of(
            golden("OrderPlaced.v1.json"),
            golden("OrderShipped.v1.some.json"),
            golden("ParcelMoved.v1.out-for-delivery.json"),
            golden("ParcelMoved.v1.attempt-failed.json"),
            golden("ParcelMoved.v1.delivered.json"));
    var expected =
        Map.of(
            "ORDER_CONFIRMED ", "",
            "SHIPPED 8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11", "",
            "OUT_FOR_DELIVERY 8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11/out_for_delivery", "superseded",
            "DELIVERY_PROBLEM 8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11/attempt_failed", "superseded",
            "DELIVERED 8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11/delivered", "");
    var orders = permutations(events);
    assertEquals(120, orders.size());
    for (var order : orders) {
      var ruled = new RuledOrder(SHOP, NOW);
      order.forEach(ruled::on);
      order.forEach(ruled::on);
      assertEquals(new TreeMap<>(expected), ruled.outcome());
    }
  }

  @Test
  @DisplayName("S2-2: 5,000 histories, doubled, re-ordered, replayed: one notice per transition")
  void madeUpHistoriesObeyTheOracle() {
    long seed = Long.getLong("seed", new Random().nextLong());
    for (int i = 0; i < 5_000; i++) {
      var random = new Random(seed + i);
      try {
        check(random);
      } catch (AssertionError e) {
        throw new AssertionError("History " + i + " of -Dseed=" + seed, e);
      }
    }
  }

  private static void check(Random random) {
    var history = history(random);
    var arrivals = arrivals(history, random);
    var shop = new ShopSettings(false, switchedOff(random), true);
    var ruled = new RuledOrder(shop, NOW);
    var mailed = new HashMap<UUID, Integer>();
    var deliveredUntold = new HashMap<UUID, Integer>();
    int clock = 0;
    for (var event : arrivals) {
      var decision = ruled.on(event);
      clock++;
      if (decision.isPresent() && isDeliveredUntold(decision.get())) {
        deliveredUntold.put(ruled.decided().get(ruled.decided().size() - 1).id(), clock);
      }
      if (random.nextInt(4) == 0) {
        for (var waiting : ruled.decided().stream().filter(Decided::waiting).toList()) {
          mailed.put(waiting.id(), clock);
        }
        ruled.claimAll();
      }
    }
    for (var waiting : ruled.decided().stream().filter(Decided::waiting).toList()) {
      mailed.put(waiting.id(), clock + 1);
    }
    oracle(shop, history, ruled.decided(), mailed, deliveredUntold);
  }

  /** Of every second shop a few of the kinds about parcels. */
  private static Map<String, Boolean> switchedOff(Random random) {
    var notices = new HashMap<String, Boolean>();
    if (random.nextBoolean()) {
      for (var kind : NoticeKind.values()) {
        if (kind.isParcelStatus() && random.nextInt(3) == 0) {
          notices.put(kind.word(), false);
        }
      }
    }
    return notices;
  }

  private static boolean isDeliveredUntold(Decision decision) {
    return decision.kind() == NoticeKind.DELIVERED
        && decision.suppression() == Suppression.KIND_OFF;
  }

  /** Says what must hold of any history, in the slowest and plainest way. */
  private static void oracle(
      ShopSettings shop,
      List<OrderEvent> history,
      List<Decided> decided,
      Map<UUID, Integer> mailed,
      Map<UUID, Integer> deliveredUntold) {
    var calledFor = new HashSet<String>();
    for (var event : history) {
      var key = key(event);
      if (key != null) {
        calledFor.add(key);
      }
    }
    var found = decided.stream().map(d -> d.kind() + " " + d.transition()).toList();
    assertEquals(calledFor, Set.copyOf(found), "each transition has a notice");
    assertEquals(calledFor.size(), found.size(), "and only one");

    for (var notice : decided) {
      boolean wanted = shop.wants(notice.kind());
      boolean superseded = "superseded".equals(notice.reason());
      assertEquals(!wanted, "switched off by the shop".equals(notice.reason()), "off: " + notice);
      assertEquals(
          wanted && !superseded, mailed.containsKey(notice.id()), "sent or suppressed: " + notice);
      var later = decided.stream().filter(other -> isLater(other, notice)).toList();
      if (superseded) {
        assertTrue(
            later.stream().anyMatch(o -> shop.wants(o.kind()) || o.kind() == NoticeKind.DELIVERED),
            "something that is told, or a delivery, overtook " + notice);
      }
      for (var other : later) {
        var told = mailed.getOrDefault(other.id(), deliveredUntold.get(other.id()));
        if (mailed.containsKey(notice.id()) && told != null) {
          assertTrue(
              mailed.get(notice.id()) < told,
              "nobody hears " + notice + " after or together with " + other);
        }
      }
    }
  }

  private static boolean isLater(Decided other, Decided notice) {
    if (!isParcel(other) || !isParcel(notice) || other == notice) {
      return false;
    }
    if (!other.shipmentId().equals(notice.shipmentId())) {
      return false;
    }
    if (!other.happenedAt().equals(notice.happenedAt())) {
      return other.happenedAt().isAfter(notice.happenedAt());
    }
    return progress(other) > progress(notice);
  }

  private static int progress(Decided notice) {
    var status = notice.transition().substring(notice.transition().indexOf('/') + 1);
    return List.of(
            "out_for_delivery",
            "ready_for_pickup",
            "attempt_failed",
            "problem",
            "returning",
            "delivered")
        .indexOf(status);
  }

  private static boolean isParcel(Decided notice) {
    return switch (notice.kind()) {
      case OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERY_PROBLEM, DELIVERED -> true;
      default -> false;
    };
  }

  private static String key(OrderEvent event) {
    var shipment = event.facts().shipment();
    return switch (event.name()) {
      case "OrderPlaced" -> "ORDER_CONFIRMED ";
      case "OrderCancelled" -> "ORDER_CANCELLED " + event.facts().cancellation().at();
      case "OrderHeld" -> "ORDER_HELD " + event.facts().hold().at();
      case "OrderRefunded" -> "REFUNDED " + event.facts().refund().id();
      case "OrderShipped" -> "SHIPPED " + shipment.id();
      case "ShipmentCancelled" -> "SHIPMENT_CANCELLED " + shipment.id();
      case "ParcelMoved" -> {
        var status = event.facts().scan().status().word();
        yield switch (status) {
          case "out_for_delivery" -> "OUT_FOR_DELIVERY " + shipment.id() + "/" + status;
          case "ready_for_pickup" -> "READY_FOR_PICKUP " + shipment.id() + "/" + status;
          case "attempt_failed", "problem", "returning" ->
              "DELIVERY_PROBLEM " + shipment.id() + "/" + status;
          case "delivered" -> "DELIVERED " + shipment.id() + "/" + status;
          default -> null;
        };
      }
      default -> null;
    };
  }

  private static List<OrderEvent> history(Random random) {
    var history = new ArrayList<OrderEvent>();
    history.add(golden("OrderPlaced.v1.json"));
    history.add(golden("OrderPaid.v1.json"));
    for (int hold = 0; hold < random.nextInt(3); hold++) {
      var at = Instant.parse("2026-03-03T08:00:00Z").plusSeconds(hold * 3600L);
      history.add(golden("OrderHeld.v1.json", d -> at(d, "hold").put("at", at.toString())));
    }
    int parcels = random.nextInt(4);
    for (int parcel = 0; parcel < parcels; parcel++) {
      parcel(history, "parcel-" + parcel, random);
    }
    for (int refund = 0; refund < random.nextInt(3); refund++) {
      var id = "refund-" + refund;
      history.add(golden("OrderRefunded.v1.json", d -> at(d, "refund").put("id", id)));
    }
    if (random.nextInt(5) == 0) {
      history.add(golden("OrderCancelled.v1.json"));
    }
    return history;
  }

  private static void parcel(List<OrderEvent> history, String id, Random random) {
    history.add(golden("OrderShipped.v1.some.json", d -> at(d, "shipment").put("id", id)));
    var statuses =
        List.of(
            "label",
            "in_transit",
            "delayed",
            "out_for_delivery",
            "attempt_failed",
            "ready_for_pickup",
            "problem",
            "returning",
            "delivered",
            "lost_in_space");
    var at = Instant.parse("2026-03-05T06:00:00Z");
    for (int scan = 0; scan < random.nextInt(7); scan++) {
      at = at.plusSeconds(random.nextInt(3) * 60L);
      var status = statuses.get(random.nextInt(statuses.size()));
      var time = at.toString();
      history.add(
          golden(
              "ParcelMoved.v1.in-transit.json",
              d -> {
                at(d, "shipment").put("id", id);
                at(d, "scan").put("status", status).put("previousStatus", "label").put("at", time);
              }));
    }
    if (random.nextInt(8) == 0) {
      history.add(golden("ShipmentCancelled.v1.json", d -> at(d, "shipment").put("id", id)));
    }
  }

  /** Everything at least once, some of it again, some of it out of order. */
  private static List<OrderEvent> arrivals(List<OrderEvent> history, Random random) {
    var arrivals = new ArrayList<>(history);
    for (int i = 0; i < random.nextInt(4); i++) {
      arrivals.add(
          random.nextInt(arrivals.size() + 1), history.get(random.nextInt(history.size())));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(arrivals, random);
    }
    if (random.nextInt(4) == 0) {
      arrivals.addAll(history);
    }
    return arrivals;
  }

  private static ObjectNode at(ObjectNode data, String field) {
    return (ObjectNode) data.get(field);
  }

  private static <T> List<List<T>> permutations(List<T> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<T>>();
    for (int i = 0; i < items.size(); i++) {
      var rest = new ArrayList<>(items);
      var head = rest.remove(i);
      for (var tail : permutations(rest)) {
        var order = new ArrayList<T>();
        order.add(head);
        order.addAll(tail);
        all.add(order);
      }
    }
    return all;
  }
}
