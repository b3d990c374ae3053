package io.touchback.sla.clock;

import static io.touchback.sla.clock.OrderExamples.aTestOrder;
import static io.touchback.sla.clock.OrderExamples.anImportedOrder;
import static io.touchback.sla.clock.OrderExamples.anOrder;
import static io.touchback.sla.clock.OrderExamples.expected;
import static io.touchback.sla.clock.OrderExamples.parcel;
import static io.touchback.sla.clock.OrderExamples.shippedOn;
import static io.touchback.sla.clock.OrderExamples.to;
import static io.touchback.sla.clock.OrderExamples.with;
import static io.touchback.sla.clock.OrderExamples.withoutNumber;
import static io.touchback.sla.policy.Policy.ORDER_DISPATCH;
import static io.touchback.sla.policy.Policy.PARCEL_DELIVERY;
import static io.touchback.sla.policy.Policy.PARCEL_FIRST_SCAN;
import static io.touchback.sla.policy.Policy.PARCEL_MOVEMENT;
import static io.touchback.sla.policy.Policy.PROBLEM_TOLD;
import static io.touchback.sla.policy.Policy.SHIPMENT_TOLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.touchback.sla.alert.Alert;
import io.touchback.sla.policy.Policy;
import io.touchback.sla.policy.PolicySet;
import io.touchback.sla.policy.TermsOverride;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClockRulesTest {
  private final OrderExamples order = anOrder();
  private final OrderExamples unpaid = anOrder().toShipUnpaid();
  private final Watch watch = new Watch();

  private static Instant at(String instant) {
    return Instant.parse(instant);
  }

  private void assertDue(String due, Policy policy) {
    assertEquals(at(due), watch.clock(policy).dueAt());
  }

  private void assertTold(String... lines) {
    assertEquals(List.of(lines), watch.told);
  }

  private static PolicySet policies(Map<Policy, String> terms) {
    var json = new ObjectMapper().registerModule(new JavaTimeModule());
    var set = new EnumMap<Policy, TermsOverride>(Policy.class);
    terms.forEach(
        (policy, text) -> {
          try {
            set.put(policy, json.readValue(text, TermsOverride.class));
          } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
          }
        });
    return new PolicySet(set);
  }

  @Nested
  class Dispatch {
    @Test
    @DisplayName("S2-11: the clock starts at payment, not when it was placed")
    void startsAtPayment() {
      watch.read(order.placed("2026-03-02T09:15:00Z", 3));
      assertEquals(List.of(), watch.clocks(ORDER_DISPATCH));

      watch.read(order.paid("2026-03-02T09:15:20Z", 3));
      assertDue("2026-03-05T09:15:20Z", ORDER_DISPATCH);
    }

    @Test
    @DisplayName("an order that ships before it is paid waits from its placing on")
    void shipsUnpaid() {
      watch.read(unpaid.placed("2026-03-02T09:15:00Z", 3));
      assertDue("2026-03-05T09:15:00Z", ORDER_DISPATCH);
      watch.sweep("2026-03-05T09:15:00Z");
      assertEquals(
          "Order #1001 was placed on 2026-03-02, to be paid later, and nothing has shipped: 3 units are waiting.",
          watch.alerts(Alert.State.OPEN).get(0).summary());

      watch.read(order.paid("2026-03-06T09:15:00Z", 3));
      watch.read(order.shipped("2026-03-06T10:15:00Z", parcel(1), 0));
      assertTold("raised order.dispatch", "resolved order.dispatch: shipped, 1 d 1 h late");
    }

    @Test
    void thePaymentOfWhatShippedUnpaidChangesNothing() {
      watch.read(unpaid.placed("2026-03-02T09:15:00Z", 3));
      watch.read(order.paid("2026-03-04T09:15:00Z", 3));
      assertDue("2026-03-05T09:15:00Z", ORDER_DISPATCH);

      var backwards = new Watch().read(order.paid("2026-03-04T09:15:00Z", 3));
      backwards.read(unpaid.placed("2026-03-02T09:15:00Z", 3));
      assertEquals(at("2026-03-05T09:15:00Z"), backwards.clock(ORDER_DISPATCH).dueAt());

      var gone = new Watch().read(unpaid.placed("2026-03-02T09:15:00Z", 3));
      gone.read(unpaid.shipped("2026-03-03T09:15:00Z", parcel(1), 0));
      gone.read(order.paid("2026-03-09T09:15:00Z", 0));
      assertEquals(Clock.State.STOPPED, gone.clock(ORDER_DISPATCH).state());
    }

    @Test
    void anOrderOfWhichItIsSaidLaterThatItShipsUnpaidWaitsFromThen() {
      watch.read(order.placed("2026-03-02T09:15:00Z", 3));
      watch.read(unpaid.orderChanged("2026-03-03T10:00:00Z", 3));
      watch.read(unpaid.held("2026-03-04T08:00:00Z", 3, null));
      assertDue("2026-03-06T10:00:00Z", ORDER_DISPATCH);
      watch.sweep("2026-03-06T10:00:00Z");
      assertTrue(
          watch
              .alerts(Alert.State.OPEN)
              .toString()
              .contains(
                  "Order #1001 is to be shipped unpaid since 2026-03-03 and nothing has shipped: 3 units are waiting."));
    }

    @Test
    void anOrderNobodyShipsIsAnAlertThatShippingResolves() {
      watch.read(order.paid("2026-03-02T09:15:20Z", 3));
      watch.sweep("2026-03-05T09:15:19Z");
      assertTold();

      watch.sweep("2026-03-05T09:15:20Z").sweep("2026-03-05T10:00:00Z");
      var alert = watch.alerts(Alert.State.OPEN).get(0);
      assertEquals(
          "Order #1001 was paid on 2026-03-02 and nothing has shipped: 3 units are waiting.",
          alert.summary());
      assertEquals(at("2026-03-02T09:15:20Z"), alert.since());

      watch.read(order.shipped("2026-03-05T12:00:20Z", parcel(1), 0));
      assertTold("raised order.dispatch", "resolved order.dispatch: shipped, 2 h 45 min late");
    }

    @Test
    @DisplayName("S2-7: after six days at the latest, however the days fall")
    void neverLaterThanSixDays() {
      var slow =
          policies(Map.of(ORDER_DISPATCH, "{\"target\": \"P5D\", \"neverLaterThan\": \"P6D\"}"));
      watch.under(slow).read(order.paid("2026-03-06T09:00:00Z", 3));
      assertDue("2026-03-12T09:00:00Z", ORDER_DISPATCH);
    }

    @Test
    void whatIsShippedInTimeIsNoAlert() {
      watch.read(order.paid("2026-03-02T09:15:20Z", 3));
      watch.read(order.shipped("2026-03-03T09:00:00Z", parcel(1), 0));
      watch.sweep("2026-03-20T00:00:00Z");
      assertEquals(Clock.State.STOPPED, watch.clock(ORDER_DISPATCH).state());
      assertTrue(
          watch.alerts(Alert.State.OPEN).stream().noneMatch(a -> a.policy().startsWith("order")));
    }

    @Test
    @DisplayName("T2: shipped exactly when due is in time, a moment later is a breach")
    void theLastMomentCounts() {
      watch.read(order.paid("2026-03-02T09:15:20Z", 3));
      watch.read(
          order.shipped("2026-03-05T09:15:20Z", parcel(1), 0),
          order.told("2026-03-05T09:15:21Z", "shipped", "parcel-1"));
      watch.sweep("2026-03-05T12:00:00Z");
      assertTold();
    }

    @Test
    @DisplayName("T2: a breach that no sweep saw is raised and resolved")
    void lateWithoutASweep() {
      watch.read(order.paid("2026-03-02T09:15:20Z", 3));
      watch.read(order.shipped("2026-03-05T09:15:21Z", parcel(1), 0));
      watch.sweep("2026-03-05T09:15:22Z");
      assertTold("raised order.dispatch", "resolved order.dispatch: shipped, 1 s late");
      assertEquals(Clock.State.LATE, watch.clock(ORDER_DISPATCH).state());
    }

    @Test
    @DisplayName("T3: late proof that it was in time retracts the alert")
    void lateProof() {
      watch.read(order.paid("2026-03-02T09:15:20Z", 3)).sweep("2026-03-05T09:16:00Z");
      watch.read(order.shipped("2026-03-05T08:00:00Z", parcel(1), 0));
      assertTold(
          "raised order.dispatch",
          "retracted order.dispatch: shipped in time on 2026-03-05T08:00:00Z; the platform told us late");
    }

    @Test
    @DisplayName("lines taken off an order leave nothing to wait for, lines added are waited for")
    void aChangedOrderIsWaitedForAsItIsNow() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-03T10:00:00Z", parcel(1, "some"), 1),
          order.orderChanged("2026-03-04T10:00:00Z", 0));
      watch.sweep("2026-03-20T00:00:00Z");
      assertTrue(
          watch.alerts(Alert.State.OPEN).stream().noneMatch(a -> a.policy().startsWith("order")));

      watch.read(order.orderChanged("2026-03-23T10:00:00Z", 2));
      var clocks = watch.clocks(ORDER_DISPATCH);
      assertEquals(at("2026-03-26T10:00:00Z"), clocks.get(clocks.size() - 1).dueAt());
    }

    @Test
    @DisplayName("T3: even one that was resolved")
    void laterProof() {
      watch.read(order.paid("2026-03-02T09:00:00Z", 3));
      watch.read(order.shipped("2026-03-06T09:00:00Z", parcel(2), 1));
      watch.sweep("2026-03-06T09:00:00Z");
      watch.read(order.shipped("2026-03-03T09:00:00Z", parcel(1), 0));
      assertTold(
          "raised order.dispatch",
          "resolved order.dispatch: shipped, 1 d late",
          "retracted order.dispatch: shipped in time on 2026-03-03T09:00:00Z; the platform told us late");
    }

    @Test
    void eachParcelStartsTheTimeOfTheRestAnew() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-04T10:00:00Z", parcel(1), 1));
      watch.sweep("2026-03-09T10:00:00Z");
      var alert =
          watch.alerts(Alert.State.OPEN).stream()
              .filter(each -> each.policy().equals("order.dispatch"))
              .findFirst()
              .orElseThrow();
      assertEquals(at("2026-03-09T10:00:00Z"), alert.dueAt());
      assertEquals(
          "Parcel 1 of order #1001 left on 2026-03-04 and the rest has not shipped since: 1 unit is waiting.",
          alert.summary());
    }

    @Test
    @DisplayName("W3: parcels told in the wrong order leave nothing running")
    void parcelsInAnyOrder() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-03T12:00:00Z", parcel(2), 2),
          order.shipped("2026-03-03T09:00:00Z", parcel(1), 0));
      assertTrue(
          watch.clocks(ORDER_DISPATCH).stream().allMatch(c -> c.state() == Clock.State.STOPPED));
      assertEquals(2, watch.clocks(ORDER_DISPATCH).size());
    }

    @Test
    void aCancelledParcelBringsItsUnitsBack() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 2),
          order.shipped("2026-03-03T09:00:00Z", parcel(1), 0),
          order.shipmentCancelled("2026-03-04T09:00:00Z", parcel(1), 2));
      var running = watch.clocks(ORDER_DISPATCH).get(1);
      assertEquals(Clock.State.OPEN, running.state());
      assertEquals(at("2026-03-09T09:00:00Z"), running.dueAt());
    }

    @Test
    void cancellingOrRefundingTheRestStopsIt() {
      watch.read(order.paid("2026-03-02T09:00:00Z", 2), order.cancelled("2026-03-03T09:00:00Z"));
      assertEquals("cancelled", watch.clock(ORDER_DISPATCH).stop().what());

      var other =
          new Watch()
              .read(
                  order.paid("2026-03-02T09:00:00Z", 2), order.refunded("2026-03-03T09:00:00Z", 0));
      assertEquals("refunded", other.clock(ORDER_DISPATCH).stop().what());
    }

    @Test
    @DisplayName(
        "S2-1: held orders keep a clock, due at the end of the new date in the shop's zone")
    void held() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.held("2026-03-03T08:00:00Z", 3, "2026-03-12"));
      var hold = watch.clocks(ORDER_DISPATCH).get(1);
      assertEquals(at("2026-03-12T23:00:00Z"), hold.dueAt());
      watch.sweep("2026-03-12T23:00:00Z");
      assertTrue(
          watch.alerts(Alert.State.OPEN).stream()
              .anyMatch(
                  alert ->
                      alert
                          .summary()
                          .equals(
                              "Order #1001 was promised for 2026-03-12 and has not shipped: 3 units are waiting.")));
    }

    @Test
    @DisplayName(
        "W3: a payment read after the hold that followed it leaves no order without a clock")
    void heldBeforeThePaymentIsHeardOf() {
      watch.read(order.placed("2026-03-02T08:50:00Z", 3));
      watch.read(order.held("2026-03-02T10:00:00Z", 3, "2026-03-12"));
      watch.read(order.paid("2026-03-02T09:58:00Z", 3));
      var open =
          watch.clocks(ORDER_DISPATCH).stream()
              .filter(clock -> clock.state() == Clock.State.OPEN)
              .toList();
      assertEquals(1, open.size());
      assertEquals(at("2026-03-12T23:00:00Z"), open.get(0).dueAt());
      assertEquals(List.of(), watch.alerts(Alert.State.OPEN));
    }

    @Test
    @DisplayName(
        "S2-1: a hold after the breach ends the alert and promises a day that can be broken")
    void heldTooLate() {
      watch.read(order.paid("2026-03-02T09:00:00Z", 3)).sweep("2026-03-06T08:00:00Z");
      watch.read(
          order.held("2026-03-06T09:00:00Z", 3, "2026-03-12"),
          order.told("2026-03-06T09:00:01Z", "order-held", null));
      watch.sweep("2026-03-13T00:00:00Z");
      assertTold(
          "raised order.dispatch",
          "resolved order.dispatch: held until 2026-03-12, 1 d late",
          "raised order.dispatch");
    }

    @Test
    void aHoldWithoutADateChangesNothing() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3), order.held("2026-03-03T08:00:00Z", 3, null));
      assertDue("2026-03-05T09:00:00Z", ORDER_DISPATCH);
    }

    @Test
    void releasedEarlyItIsDueAsEverButNotLaterThanPromised() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.held("2026-03-02T10:00:00Z", 3, "2026-03-12"),
          order.released("2026-03-05T09:00:00Z", 3));
      assertEquals(at("2026-03-10T09:00:00Z"), watch.clocks(ORDER_DISPATCH).get(2).dueAt());

      watch.read(
          order.held("2026-03-06T09:00:00Z", 3, "2026-03-12"),
          order.released("2026-03-11T09:00:00Z", 3));
      assertEquals(at("2026-03-12T23:00:00Z"), watch.clocks(ORDER_DISPATCH).get(4).dueAt());
    }

    @Test
    void releasedAfterThePromisedDayNothingIsForgiven() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.held("2026-03-02T10:00:00Z", 3, "2026-03-04"),
          order.told("2026-03-02T10:00:01Z", "order-held", null),
          order.released("2026-03-06T09:00:00Z", 3));
      watch.sweep("2026-03-07T00:00:00Z");
      assertTold("raised order.dispatch");
    }

    @Test
    @DisplayName("What is told at once carries the order as it is after all of it")
    void toldAtOnce() {
      watch.read(
          order.placed("2026-03-01T09:00:00Z", 3),
          order.paid("2026-03-02T09:00:00Z", 0),
          order.shipped("2026-03-03T09:00:00Z", parcel(1, "some"), 0),
          order.shipped("2026-03-16T09:00:00Z", parcel(2, "last"), 0));
      watch.sweep("2026-03-03T09:00:00Z");
      watch.sweep("2026-03-16T09:00:00Z");
      assertEquals(
          List.of("resolved order.dispatch: shipped, 10 d late"),
          watch.told.stream().filter(line -> line.startsWith("resolved order")).toList());
    }

    @Test
    void anOrderThatCameBackWaitsFromThen() {
      watch.read(order.paid("2026-03-02T09:00:00Z", 3), order.cancelled("2026-03-03T09:00:00Z"));
      watch.read(anOrder().readAt("2026-03-10T09:00:00Z").paid("2026-03-02T09:00:00Z", 3));
      assertEquals(at("2026-03-13T09:00:00Z"), watch.clocks(ORDER_DISPATCH).get(1).dueAt());
    }

    @Test
    void whatWentAwayWithoutAnEventIsNotWaitedFor() {
      watch.read(order.paid("2026-03-02T09:00:00Z", 3));
      watch.read(order.placed("2026-03-03T09:00:00Z", 0));
      assertEquals(Clock.State.STOPPED, watch.clock(ORDER_DISPATCH).state());
      assertEquals("nothing left to ship", watch.clock(ORDER_DISPATCH).stop().what());
    }

    @Test
    void theRestIsNotDueBeforeTheDayItWasPutOffTo() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.held("2026-03-03T08:00:00Z", 3, "2026-03-12"),
          order.shipped("2026-03-04T09:00:00Z", parcel(1), 1));
      assertEquals(at("2026-03-12T23:00:00Z"), watch.clocks(ORDER_DISPATCH).get(2).dueAt());
    }

    @Test
    @DisplayName("S2-15: nothing but a promised date makes the time longer")
    void nothingElseMakesItLonger() {
      watch.read(
          order.placed("2026-02-20T09:00:00Z", 3),
          order.paid("2026-03-02T09:00:00Z", 3),
          order.placed("2026-03-03T09:00:00Z", 3));
      assertDue("2026-03-05T09:00:00Z", ORDER_DISPATCH);
    }

    @Test
    void whatShipsNothingHasNoClock() {
      watch.read(order.placed("2026-03-02T09:00:00Z", 0), order.paid("2026-03-02T09:00:01Z", 0));
      assertEquals(List.of(), watch.clocks(ORDER_DISPATCH));
    }

    @Test
    void aReplacementAfterTheLastParcelIsNoBreach() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-03T09:00:00Z", parcel(1), 0),
          order.shipped("2026-03-25T09:00:00Z", parcel(2), 0));
      assertEquals(1, watch.clocks(ORDER_DISPATCH).size());
    }

    @Test
    void anOrderThatGrewAfterItHadShippedWaitsAgainFromThen() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-03T09:00:00Z", parcel(1), 0),
          order.changed("2026-03-20T09:00:00Z", parcel(1), 1));
      assertEquals(at("2026-03-25T09:00:00Z"), watch.clocks(ORDER_DISPATCH).get(1).dueAt());
    }

    @Test
    @DisplayName("a parcel that is told late to hold more has taken what it holds")
    void aParcelThatHoldsMoreThanWasTold() {
      watch.read(
          order.paid("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-03T09:00:00Z", parcel(1, "some"), 1),
          order.held("2026-03-03T10:00:00Z", 1, null));
      watch.read(order.changed("2026-03-03T09:30:00Z", parcel(1, "last"), 0));
      watch.sweep("2026-03-30T00:00:00Z");
      assertTrue(
          watch.clocks(ORDER_DISPATCH).stream().allMatch(c -> c.state() == Clock.State.STOPPED));
    }

    @Test
    @DisplayName("K3: an old record read again brings no units back")
    void oldNews() {
      watch.read(order.shipped("2026-03-03T09:00:00Z", parcel(1), 0));
      watch.read(order.paid("2026-03-02T09:00:00Z", 3)).sweep("2026-03-30T00:00:00Z");
      assertEquals(Clock.State.STOPPED, watch.clock(ORDER_DISPATCH).state());
    }

    @Test
    @DisplayName("K3: a payment whose event never came is taken from what came after it")
    void missingPayment() {
      var paidBefore =
          new Fact(
              "later",
              "OrderHeld",
              at("2026-03-03T08:00:00Z"),
              at("2026-03-03T08:00:00Z"),
              new Fact.Said(
                  new Fact.Order("#1001", false, false, at("2026-03-02T09:00:00Z"), 3, false),
                  null,
                  null,
                  null,
                  null,
                  null));
      watch.read(paidBefore);
      assertDue("2026-03-05T09:00:00Z", ORDER_DISPATCH);
    }

    @Test
    void anOrderThatWasNeverPaidWaitsOnceItsFirstParcelHasLeft() {
      watch.read(
          order.placed("2026-03-02T09:00:00Z", 3),
          order.shipped("2026-03-04T09:00:00Z", parcel(1), 2),
          order.paid("2026-03-05T09:00:00Z", 2));
      assertDue("2026-03-09T09:00:00Z", ORDER_DISPATCH);
    }
  }

  @Nested
  @DisplayName("S2-9: known but untold")
  class Told {
    @Test
    void shippedAndNotToldWithinAQuarterOfAnHour() {
      watch.read(order.shipped("2026-03-03T14:02:00Z", parcel(1), 0));
      watch.sweep("2026-03-03T14:17:00Z");
      var alert = watch.alerts(Alert.State.OPEN).get(0);
      assertEquals("shipment.told", alert.policy());
      assertEquals("parcel-1", alert.shipment());
      assertEquals(OrderExamples.ID, alert.subject().id());
      assertEquals(
          "Parcel 1 of order #1001 left on 2026-03-03 and the customer was not told: no mail about it was accepted by the mail server.",
          alert.summary());

      watch.read(order.told("2026-03-03T14:20:00Z", "shipped", "parcel-1"));
      assertTold(
          "raised shipment.told", "resolved shipment.told: the customer was told, 3 min late");
    }

    @Test
    void aSuppressedNoticeTellsNobodyButSaysWhy() {
      watch.read(
          order.shipped("2026-03-03T14:02:00Z", parcel(1), 0),
          order.suppressed("2026-03-03T14:02:01Z", "shipped", "parcel-1", "no address"));
      watch.sweep("2026-03-03T14:17:00Z");
      assertEquals(
          "Parcel 1 of order #1001 left on 2026-03-03 and the customer was not told: no address.",
          watch.alerts(Alert.State.OPEN).get(0).summary());
    }

    @Test
    @DisplayName("K3: of a parcel that left lately only the event about that may be missing")
    void leftLately() {
      order.readAt("2026-03-05T14:00:00Z");
      watch.read(
          order.scanned(
              "2026-03-05T12:00:00Z", shippedOn("2026-03-03T14:00:00Z", 1), "in_transit", 0));
      assertDue("2026-03-03T14:15:00Z", SHIPMENT_TOLD);
    }

    @Test
    @DisplayName("a parcel that left before a new database listened may have been told then")
    void leftBeforeWeListened() {
      order.readAt("2026-03-05T14:00:00Z");
      watch.read(
          order.scanned(
              "2026-03-05T12:00:00Z", shippedOn("2026-03-03T13:59:59Z", 1), "in_transit", 0),
          order.changed("2026-03-05T13:00:00Z", parcel(2), 0));
      assertEquals(List.of(), watch.clocks(SHIPMENT_TOLD));
    }

    @Test
    @DisplayName("K6: the mail may be read of before the parcel")
    void toldBeforeShipped() {
      watch.read(order.told("2026-03-03T14:02:01Z", "shipped", "parcel-1"));
      watch.read(order.shipped("2026-03-03T14:02:00Z", parcel(1), 0));
      watch.sweep("2026-03-03T15:00:00Z");
      assertTold();
    }

    @Test
    void anyMailAboutTheParcelTellsButNotTheOneThatCallsItOff() {
      watch.read(
          order.shipped("2026-03-03T14:02:00Z", parcel(1), 0),
          order.told("2026-03-03T14:03:00Z", "shipment-cancelled", "parcel-1"));
      assertEquals(Clock.State.OPEN, watch.clock(SHIPMENT_TOLD).state());
      watch.read(order.told("2026-03-03T14:04:00Z", "tracking-changed", "parcel-1"));
      assertEquals(Clock.State.STOPPED, watch.clock(SHIPMENT_TOLD).state());
    }

    @Test
    void aParcelInTheCustomersHandsTellsOfItself() {
      watch.read(
          order.shipped("2026-03-03T14:02:00Z", parcel(1), 0),
          order.scanned("2026-03-03T14:10:00Z", parcel(1), "delivered", 0));
      assertEquals("delivered", watch.clock(SHIPMENT_TOLD).stop().what());
    }

    @Test
    void oneParcelsMailIsNotAnothers() {
      watch.read(
          order.shipped("2026-03-03T14:02:00Z", parcel(1), 1),
          order.shipped("2026-03-03T14:02:10Z", parcel(2), 0),
          order.told("2026-03-03T14:02:11Z", "shipped", "parcel-2"));
      watch.sweep("2026-03-03T15:00:00Z");
      assertEquals(
          List.of("parcel-1"),
          watch.alerts(Alert.State.OPEN).stream().map(Alert::shipment).toList());
    }

    @Test
    @DisplayName("G1: a late end read on one stream raises nothing before the other has been read")
    void lateOnOneStream() {
      watch.read(
          order.shipped("2026-03-03T14:02:00Z", parcel(1), 0),
          order.shipmentCancelled("2026-03-03T16:00:00Z", parcel(1), 0));
      watch.sweep(at("2026-03-03T17:00:00Z"), at("2026-03-03T14:00:00Z"));
      watch.read(order.told("2026-03-03T14:02:01Z", "shipped", "parcel-1"));
      watch.sweep("2026-03-03T17:00:00Z");
      assertTold();
    }

    @Test
    void aCancelledParcelNeedNotBeTold() {
      watch.read(
          order.shipped("2026-03-03T14:02:00Z", parcel(1), 0),
          order.shipmentCancelled("2026-03-03T14:05:00Z", parcel(1), 3));
      assertEquals(Clock.State.STOPPED, watch.clock(SHIPMENT_TOLD).state());
    }

    @Test
    void aHoldIsToldWithinAnHour() {
      watch.read(
          order.held("2026-03-03T08:00:00Z", 3, "2026-03-12"),
          order.suppressed("2026-03-03T08:00:01Z", "order-held", null, "no address"));
      watch.sweep("2026-03-03T09:00:00Z");
      var alert = watch.alerts(Alert.State.OPEN).get(0);
      assertEquals("problem.told", alert.policy());
      assertEquals(
          "Order #1001 was put on hold on 2026-03-03 and the customer was not told: no address.",
          alert.summary());
      watch.read(order.told("2026-03-03T09:30:00Z", "order-held", null));
      assertTold(
          "raised problem.told", "resolved problem.told: the customer was told, 30 min late");
    }

    @Test
    void eachHoldNeedsItsMail() {
      watch.read(
          order.held("2026-03-03T08:00:00Z", 3, "2026-03-12"),
          order.told("2026-03-03T08:00:05Z", "order-held", null),
          order.held("2026-03-03T08:10:00Z", 3, "2026-03-14"));
      watch.sweep("2026-03-03T10:00:00Z");
      assertEquals(1, watch.alerts(Alert.State.OPEN).size());
      assertEquals(at("2026-03-03T08:10:00Z"), watch.alerts(Alert.State.OPEN).get(0).since());
    }

    @Test
    @DisplayName("F3: a mail that seems a little older than its hold counts: clocks differ")
    void clocksDiffer() {
      watch.read(
          order.held("2026-03-03T08:00:00Z", 3, "2026-03-12"),
          order.told("2026-03-03T07:50:05Z", "order-held", null));
      watch.sweep("2026-03-03T10:00:00Z");
      assertTold();
    }

    @Test
    void aHoldThatIsOverNeedNotBeTold() {
      watch.read(
          order.held("2026-03-03T08:00:00Z", 3, null), order.cancelled("2026-03-03T08:30:00Z"));
      assertEquals("cancelled", watch.clock(PROBLEM_TOLD).stop().what());
    }
  }

  @Nested
  class Parcels {
    @Test
    void aNumberedParcelIsScannedWithinFourBusinessDays() {
      watch.read(order.shipped("2026-03-03T14:00:00Z", parcel(1), 0));
      assertDue("2026-03-09T14:00:00Z", PARCEL_FIRST_SCAN);
      watch.read(order.scanned("2026-03-04T02:00:00Z", parcel(1), "label", 0));
      assertEquals(Clock.State.OPEN, watch.clock(PARCEL_FIRST_SCAN).state());
      watch.read(order.scanned("2026-03-04T02:10:00Z", parcel(1), "in_transit", 0));
      assertEquals(Clock.State.STOPPED, watch.clock(PARCEL_FIRST_SCAN).state());
    }

    @Test
    void withoutANumberNobodyScansIt() {
      watch.read(order.shipped("2026-03-03T14:00:00Z", withoutNumber(1), 0));
      assertEquals(List.of(), watch.clocks(PARCEL_FIRST_SCAN));
      watch.read(order.changed("2026-03-04T14:00:00Z", parcel(1), 0));
      assertDue("2026-03-10T14:00:00Z", PARCEL_FIRST_SCAN);
    }

    @Test
    void whereNoScansComeNoneIsWaitedFor() {
      watch.withoutScans().read(order.shipped("2026-03-03T14:00:00Z", parcel(1), 0));
      var clock = watch.clock(PARCEL_FIRST_SCAN);
      assertEquals(Clock.State.OFF, clock.state());
      assertEquals("no scan of this carrier has reached the shop for 30 days", clock.stop().what());
      watch.sweep("2026-04-01T00:00:00Z");
      assertTrue(watch.told.stream().noneMatch(line -> line.contains("scan")));
    }

    @Test
    @DisplayName("a parcel is waited for as the carrier demands that has it by now")
    void anotherCarrier() {
      watch.withScansOf("dpd").read(order.shipped("2026-03-03T14:00:00Z", with(null, 1), 0));
      assertEquals(Clock.State.OFF, watch.clock(PARCEL_FIRST_SCAN).state());

      watch.read(order.changed("2026-03-03T15:00:00Z", with("dpd", 1), 0));
      assertEquals(Clock.State.OPEN, watch.clock(PARCEL_FIRST_SCAN).state());
      assertDue("2026-03-09T14:00:00Z", PARCEL_FIRST_SCAN);

      watch.read(order.changed("2026-03-03T16:00:00Z", with("pigeon", 1), 0));
      var clock = watch.clock(PARCEL_FIRST_SCAN);
      assertEquals(Clock.State.OFF, clock.state());
      assertEquals("no scan of this carrier has reached the shop for 30 days", clock.stop().what());
    }

    @Test
    void anotherCarrierDoesNotSwitchAPolicyOn() {
      watch.withScansOf("dpd").under(policies(Map.of(PARCEL_FIRST_SCAN, "{\"enabled\": false}")));
      watch.read(order.shipped("2026-03-03T14:00:00Z", with("pigeon", 1), 0));
      watch.under(PolicySet.BUILT_IN).read(order.changed("2026-03-03T15:00:00Z", parcel(1), 0));
      assertEquals("the policy is off", watch.clock(PARCEL_FIRST_SCAN).stop().what());

      var other = new Watch().withScansOf("dpd");
      other.read(order.shipped("2026-03-03T14:00:00Z", with("pigeon", 1), 0));
      other.under(policies(Map.of(PARCEL_FIRST_SCAN, "{\"enabled\": false}")));
      other.read(order.changed("2026-03-03T15:00:00Z", parcel(1), 0));
      assertEquals(Clock.State.OFF, other.clock(PARCEL_FIRST_SCAN).state());
    }

    @Test
    void aParcelMovesWithinThreeBusinessDaysOrFiveAbroad() {
      watch.read(order.scanned("2026-03-04T02:00:00Z", parcel(1), "in_transit", 0));
      assertDue("2026-03-09T02:00:00Z", PARCEL_MOVEMENT);

      var abroad =
          new Watch().read(order.scanned("2026-03-04T02:00:00Z", to("FR", 1), "in_transit", 0));
      assertEquals(at("2026-03-11T02:00:00Z"), abroad.clock(PARCEL_MOVEMENT).dueAt());
    }

    @Test
    void eachScanStartsAnewAndOnlyTheLastIsKept() {
      watch.read(order.scanned("2026-03-04T02:00:00Z", parcel(1), "in_transit", 0));
      watch.read(order.scanned("2026-03-05T02:00:00Z", parcel(1), "out_for_delivery", 0));
      assertDue("2026-03-10T02:00:00Z", PARCEL_MOVEMENT);
      watch.read(order.scanned("2026-03-05T12:00:00Z", parcel(1), "delivered", 0));
      watch.read(order.scanned("2026-03-05T13:00:00Z", parcel(1), "in_transit", 0));
      assertEquals(List.of(), watch.clocks(PARCEL_MOVEMENT));
    }

    @Test
    void aParcelThatStandsStillIsAnAlertTheNextScanResolves() {
      watch.read(
          order.scanned("2026-03-04T02:00:00Z", parcel(1), "attempt_failed", 0),
          order.told("2026-03-04T02:00:01Z", "shipped", "parcel-1"));
      watch.sweep("2026-03-09T02:00:00Z");
      assertEquals(
          "Parcel 1 of order #1001 has not moved since 2026-03-04 (attempt failed, DPD).",
          watch.alerts(Alert.State.OPEN).get(0).summary());
      watch.read(order.scanned("2026-03-09T05:00:00Z", parcel(1), "out_for_delivery", 0));
      assertEquals("resolved parcel.movement: scanned, 3 h late", watch.told.get(1));
    }

    @Test
    void aParcelThatWaitsForTheCustomerNeedNotMove() {
      watch.read(order.scanned("2026-03-04T02:00:00Z", parcel(1), "ready_for_pickup", 0));
      assertEquals(List.of(), watch.clocks(PARCEL_MOVEMENT));
    }

    @Test
    @DisplayName("a parcel on its way back need not move, whenever that is heard of")
    void aParcelOnItsWayBackNeedNotMove() {
      watch.read(
          order.scanned("2026-03-04T02:00:00Z", parcel(1), "in_transit", 0),
          order.told("2026-03-04T02:00:01Z", "shipped", "parcel-1"));
      watch.read(order.scanned("2026-03-06T02:00:00Z", parcel(1), "in_transit", 0));
      watch.read(order.scanned("2026-03-05T02:00:00Z", parcel(1), "returning", 0));
      watch.read(order.scanned("2026-03-07T02:00:00Z", parcel(1), "delayed", 0));
      watch.sweep("2026-04-01T00:00:00Z");
      assertTold();
      assertEquals(List.of(), watch.clocks(PARCEL_MOVEMENT));
    }

    @Test
    void deliveryIsDueADayAfterTheDayTheCarrierNamed() {
      watch.read(order.shipped("2026-03-03T14:00:00Z", expected(1, "2026-03-06"), 0));
      assertDue("2026-03-07T23:00:00Z", PARCEL_DELIVERY);
      watch.read(order.scanned("2026-03-05T14:00:00Z", expected(1, "2026-03-06"), "delivered", 0));
      assertEquals("delivered", watch.clock(PARCEL_DELIVERY).stop().what());
    }

    @Test
    @DisplayName("a parcel that was not delivered after all is waited for as before")
    void whatWasTakenBackStopsNothing() {
      var parcel = expected(1, "2026-03-06");
      watch.read(order.shipped("2026-03-03T14:00:00Z", parcel, 0));
      watch.read(order.scanned("2026-03-04T14:00:00Z", parcel, "in_transit", 0));
      watch.read(order.scanned("2026-03-05T14:00:00Z", parcel, "delivered", 0));
      assertEquals(Clock.State.STOPPED, watch.clock(PARCEL_DELIVERY).state());

      watch.read(order.takenBack("2026-03-04T14:00:00Z", parcel, "in_transit", "delivered", 0));
      assertDue("2026-03-07T23:00:00Z", PARCEL_DELIVERY);
      assertTrue(
          watch.clocks(PARCEL_MOVEMENT).stream()
              .anyMatch(clock -> clock.state() == Clock.State.OPEN));
      watch.sweep("2026-03-07T23:00:00Z");
      assertTrue(
          watch.alerts(Alert.State.OPEN).stream()
              .anyMatch(alert -> alert.policy().equals("parcel.delivery")));
    }

    @Test
    void anotherDayOfTheCarriersIsAnotherCycle() {
      watch.read(order.shipped("2026-03-03T14:00:00Z", expected(1, "2026-03-06"), 0));
      watch.read(order.changed("2026-03-05T14:00:00Z", expected(1, "2026-03-10"), 0));
      watch.read(order.changed("2026-03-06T14:00:00Z", expected(1, "2026-03-06"), 0));
      assertEquals(
          List.of("2026-03-07T23:00:00Z", "2026-03-11T23:00:00Z", "2026-03-07T23:00:00Z"),
          watch.clocks(PARCEL_DELIVERY).stream().map(clock -> clock.dueAt().toString()).toList());
      assertEquals(
          "now expected on 2026-03-10", watch.clocks(PARCEL_DELIVERY).get(0).stop().what());
    }

    @Test
    void aDayThatIsOverWhenItIsNamedIsNoAlarmAtOnce() {
      watch.read(order.shipped("2026-03-03T14:00:00Z", expected(1, "2026-02-20"), 0));
      assertDue("2026-03-04T14:00:00Z", PARCEL_DELIVERY);
    }

    @Test
    void aCancelledParcelHasNoClocks() {
      watch.read(
          order.shipped("2026-03-03T14:00:00Z", expected(1, "2026-03-06"), 0),
          order.told("2026-03-03T14:00:01Z", "shipped", "parcel-1"),
          order.scanned("2026-03-03T20:00:00Z", expected(1, "2026-03-06"), "picked_up", 0),
          order.shipmentCancelled("2026-03-03T21:00:00Z", expected(1, "2026-03-06"), 0));
      watch.sweep("2026-04-01T00:00:00Z");
      assertTold();
    }
  }

  @Nested
  class Others {
    @Test
    void testOrdersHaveNoClocks() {
      var test = aTestOrder();
      watch.read(
          test.paid("2026-03-02T09:00:00Z", 3),
          test.shipped("2026-03-03T09:00:00Z", parcel(1), 1),
          test.held("2026-03-03T10:00:00Z", 1, null));
      for (var policy : Policy.values()) {
        assertEquals(List.of(), watch.clocks(policy));
      }
    }

    @Test
    void anImportedOrderHasNoneUntilSomethingNewHappens() {
      var imported = anImportedOrder().readAt("2026-03-20T09:00:00Z");
      watch.read(
          imported.placed("2026-03-02T09:00:00Z", 3),
          imported.paid("2026-03-02T09:00:00Z", 3),
          imported.shipped("2026-03-04T09:00:00Z", expected(1, "2026-03-06"), 1),
          imported.scanned("2026-03-05T09:00:00Z", parcel(1), "in_transit", 1));
      watch.sweep("2026-03-21T00:00:00Z");
      assertTold();

      watch.read(
          imported.readAt("2026-03-22T09:00:00Z").shipped("2026-03-22T08:00:00Z", parcel(2), 0));
      assertEquals(at("2026-03-22T08:15:00Z"), watch.clock(SHIPMENT_TOLD).dueAt());
    }

    @Test
    void anImportedOrderPaidBeforeUsHasNoClockHoweverItsPaymentIsDated() {
      var imported = anImportedOrder();
      watch.read(
          imported.placedPaid("2026-03-02T09:00:00Z", 3), imported.paid("2026-03-20T09:00:00Z", 3));
      assertEquals(List.of(), watch.clocks(ORDER_DISPATCH));

      var other = new Watch();
      other.read(imported.placed("2026-03-02T09:00:00Z", 3));
      other.read(imported.paid("2026-03-20T09:00:00Z", 3));
      assertEquals(at("2026-03-25T09:00:00Z"), other.clock(ORDER_DISPATCH).dueAt());
    }

    @Test
    void anImportedOrderToBeShippedUnpaidBeforeUsHasNoClock() {
      var imported = anImportedOrder().toShipUnpaid();
      watch.read(imported.placed("2026-03-02T09:00:00Z", 3));
      watch.read(anImportedOrder().paid("2026-03-20T09:00:00Z", 3));
      assertEquals(List.of(), watch.clocks(ORDER_DISPATCH));

      var other = new Watch().read(anImportedOrder().placed("2026-03-02T09:00:00Z", 3));
      other.read(imported.orderChanged("2026-03-20T09:00:00Z", 3));
      assertEquals(at("2026-03-25T09:00:00Z"), other.clock(ORDER_DISPATCH).dueAt());
    }

    @Test
    void anErasedCustomersClocksStop() {
      watch.read(order.paid("2026-03-02T09:00:00Z", 3)).sweep("2026-03-05T10:00:00Z");
      watch.read(order.erased("2026-03-05T11:00:00Z"));
      assertTold("raised order.dispatch", "resolved order.dispatch: customer erased, 2 h late");
      assertEquals(Clock.State.LATE, watch.clock(ORDER_DISPATCH).state());
    }

    @Test
    @DisplayName("T5: reading everything again tells nothing new")
    void replay() {
      var story =
          List.of(
              order.paid("2026-03-02T09:00:00Z", 3),
              order.shipped("2026-03-09T09:00:00Z", parcel(1), 0),
              order.told("2026-03-09T10:00:00Z", "shipped", "parcel-1"),
              order.scanned("2026-03-10T09:00:00Z", parcel(1), "in_transit", 0));
      story.forEach(watch::read);
      watch.sweep("2026-04-01T00:00:00Z");
      var before = List.copyOf(watch.told);
      story.forEach(watch::read);
      watch.sweep("2026-04-02T00:00:00Z");
      assertEquals(before, watch.told);
    }

    @Test
    @DisplayName("T6: a changed policy counts for new cycles only, and alerts nobody in retrospect")
    void changedPolicy() {
      var short5s =
          policies(
              Map.of(
                  ORDER_DISPATCH,
                  "{\"target\": \"PT5S\"}",
                  PARCEL_MOVEMENT,
                  "{\"target\": \"PT5S\"}"));
      watch.read(order.paid("2026-03-02T09:00:00Z", 3));
      watch.read(order.scanned("2026-03-02T10:00:00Z", parcel(7), "in_transit", 3));
      watch.read(order.scanned("2026-03-02T11:00:00Z", parcel(7), "in_transit", 3));
      watch.under(short5s).read(order.shipped("2026-03-04T09:00:00Z", parcel(1), 1));
      watch.read(order.told("2026-03-04T09:00:01Z", "shipped", "parcel-1"));
      watch.read(order.told("2026-03-02T10:00:01Z", "in-transit", "parcel-7"));
      assertTold();
      watch.sweep("2026-03-04T09:00:05Z");
      assertTold("raised order.dispatch");
    }

    @Test
    void aPolicySwitchedOffArmsNothingEvenWhenItIsSwitchedOnLater() {
      var off = policies(Map.of(SHIPMENT_TOLD, "{\"enabled\": false}"));
      watch.under(off).read(order.shipped("2026-03-03T14:02:00Z", parcel(1), 0));
      assertEquals("the policy is off", watch.clock(SHIPMENT_TOLD).stop().what());
      watch.under(PolicySet.BUILT_IN);
      watch.read(order.told("2026-03-05T14:02:00Z", "shipped", "parcel-1"));
      watch.sweep("2026-03-05T14:02:00Z");
      assertTold();
    }

    @Test
    void aShopThatIsNotActiveHasNoNewClocks() {
      watch.of(new Shop("beads", ZoneId.of("UTC"), "DE", false));
      watch.read(order.paid("2026-03-02T09:00:00Z", 3)).sweep("2026-04-01T00:00:00Z");
      assertTold();
    }

    @Test
    @DisplayName("what never ran because its shop had left runs when it is back")
    void aShopThatIsBackIsWatchedAgain() {
      watch.of(new Shop("beads", ZoneId.of("Europe/Berlin"), "DE", false));
      watch.read(order.paid("2026-03-02T09:00:00Z", 3));
      assertEquals(Clock.State.OFF, watch.clock(ORDER_DISPATCH).state());
      watch.of(new Shop("beads", ZoneId.of("Europe/Berlin"), "DE", true)).lookAgain();
      assertEquals(Clock.State.OPEN, watch.clock(ORDER_DISPATCH).state());
      assertDue("2026-03-05T09:00:00Z", ORDER_DISPATCH);
    }

    @Test
    @DisplayName("but not what is off for another reason, too")
    void aShopThatIsBackDoesNotSwitchAPolicyOn() {
      watch.under(policies(Map.of(ORDER_DISPATCH, "{\"enabled\": false}")));
      watch.of(new Shop("beads", ZoneId.of("Europe/Berlin"), "DE", false));
      watch.read(order.paid("2026-03-02T09:00:00Z", 3));
      watch.of(new Shop("beads", ZoneId.of("Europe/Berlin"), "DE", true)).lookAgain();
      assertEquals(Clock.State.OFF, watch.clock(ORDER_DISPATCH).state());
    }

    @Test
    @DisplayName("K6: a shop that becomes known later has its running clocks set right, once")
    void unknownShop() {
      watch.of(Shop.unknown("beads")).read(order.paid("2026-03-06T23:30:00Z", 3));
      assertDue("2026-03-11T23:30:00Z", ORDER_DISPATCH);

      watch.of(new Shop("beads", ZoneId.of("Europe/Berlin"), "DE", true)).lookAgain();
      assertDue("2026-03-10T23:30:00Z", ORDER_DISPATCH);

      watch.of(new Shop("beads", ZoneId.of("America/New_York"), "US", true)).lookAgain();
      assertDue("2026-03-10T23:30:00Z", ORDER_DISPATCH);
    }

    @Test
    @DisplayName("PT targets of business policies run at any hour, on a Saturday too")
    void secondsOnASaturday() {
      watch.under(policies(Map.of(ORDER_DISPATCH, "{\"target\": \"PT5S\"}")));
      watch.read(order.paid("2026-03-07T13:00:00Z", 3));
      assertDue("2026-03-07T13:00:05Z", ORDER_DISPATCH);
    }
  }
}
