package io.touchback.sla.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.UnreadableEvent;
import io.touchback.sla.Goldens;
import io.touchback.sla.clock.Fact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The producers' goldens are the contract: every one of them is understood. */
class GoldensTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Payload payload = new Payload(JSON);
  private final OrderFacts orders = new OrderFacts(payload);
  private final NoticeFacts notices = new NoticeFacts(payload);

  static List<Path> ordersGoldens() {
    return Goldens.of("orders-service");
  }

  static List<Path> noticeGoldens() {
    return Goldens.of("notify-service");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  private static IncomingEvent event(String golden) {
    return Goldens.event("any", Goldens.golden(golden));
  }

  @ParameterizedTest
  @MethodSource("ordersGoldens")
  void everyOrderEventIsUnderstood(Path file) {
    var event = event("orders-service/" + name(file));
    var now = event.time();
    switch (event.name()) {
      case "ShopHeard" -> assertEquals("beads", orders.heard(event, now).shop());
      case "ShopChanged" -> assertFalse(payload.of(event, ShopData.class).timeZone().isEmpty());
      default -> {
        assertTrue(OrderFacts.NAMES.contains(event.name()), event.name());
        var entry = orders.of(event, now);
        assertEquals(event.subject(), entry.order());
        assertEquals(
            event.name().contains("Ship") || event.name().contains("Parcel"),
            entry.fact().said().parcel() != null);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("noticeGoldens")
  void everyNoticeIsUnderstood(Path file) {
    var event = event("notify-service/" + name(file));
    var entry = notices.of(event, event.time()).orElseThrow();
    assertEquals(Goldens.ORDER, entry.order());
    assertEquals("#1001", entry.fact().said().order().number());
  }

  @Test
  void whatClocksNeedIsTakenAndNothingElse() throws Exception {
    var event = event("orders-service/OrderShipped.v1.some");
    var fact = orders.of(event, event.time().plusSeconds(1)).fact();
    assertEquals(
        new Fact.Order("#1001", false, false, Instant.parse("2026-03-02T09:15:20Z"), 1, false),
        fact.said().order());
    assertEquals(
        new Fact.Parcel(
            Goldens.PARCEL,
            1,
            "some",
            "label",
            Instant.parse("2026-03-03T14:02:00Z"),
            "dpd",
            "DPD",
            true,
            LocalDate.of(2026, 3, 6),
            "DE"),
        fact.said().parcel());
    var kept = JSON.writeValueAsString(fact);
    for (var personal : List.of("Zo", "zoe@", "Lindenweg", "10115", "05228801234567", "5550100")) {
      assertFalse(kept.contains(personal), personal);
    }
  }

  @Test
  void anOrderThatShipsBeforeItIsPaidIsKnownAsOne() throws Exception {
    var golden = Goldens.golden("orders-service/OrderPlaced.v1");
    ((ObjectNode) golden.at("/data/order")).put("shipsUnpaid", true);
    var event = Goldens.event("orders", golden);
    var said = orders.of(event, event.time()).fact().said();
    assertTrue(said.order().shipsUnpaid());
    assertEquals(said, JSON.readValue(JSON.writeValueAsString(said), Fact.Said.class));

    var other = event("orders-service/OrderPlaced.v1");
    var kept = JSON.writeValueAsString(orders.of(other, other.time()).fact());
    assertFalse(kept.contains("shipsUnpaid"), kept);
  }

  @Test
  void aHoldsDayAndAScansStatusAreTaken() {
    var held = event("orders-service/OrderHeld.v1");
    assertEquals(LocalDate.of(2026, 3, 12), orders.of(held, held.time()).fact().said().newDate());
    var moved = event("orders-service/ParcelMoved.v1.attempt-failed");
    assertEquals("attempt_failed", orders.of(moved, moved.time()).fact().said().scan());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        "{\"shop\": \"beads\"}",
        "{\"order\": {\"id\": \"1\"}}",
        "{\"shop\": \"beads\", \"order\": {\"id\": \"\"}}",
        "{\"shop\": \"beads\", \"order\": {\"id\": \"1\", \"paidAt\": \"yesterday\"}}",
        "{\"shop\": \"beads\", \"order\": {\"id\": \"1\", \"unitsToShip\": \"many\"}}",
        "{\"shop\": \"beads\", \"order\": {\"id\": \"1\"}, \"shipment\": {}}"
      })
  @DisplayName("K2: what cannot be read is said to be unreadable, without quoting it")
  void unreadable(String data) {
    var whole = event("orders-service/OrderShipped.v1.some");
    var refused =
        assertThrows(
            UnreadableEvent.class,
            () -> orders.of(with(whole, data), Instant.parse("2026-03-03T15:00:00Z")));
    assertFalse(refused.getMessage().contains("yesterday"));
  }

  @Test
  @DisplayName("Days beyond all reason are nobody's deadline")
  void farDays() {
    var golden = Goldens.golden("orders-service/OrderShipped.v1.some");
    ((ObjectNode) golden.at("/data/shipment")).put("estimatedDelivery", "+999999999-12-31");
    var far = Goldens.event("orders", golden);
    assertNull(orders.of(far, far.time()).fact().said().parcel().estimate());

    var held = Goldens.golden("orders-service/OrderHeld.v1");
    ((ObjectNode) held.at("/data/hold")).put("newDate", "2026-02-01");
    var past = Goldens.event("orders", held);
    assertNull(orders.of(past, past.time()).fact().said().newDate());
  }

  @Test
  void aParcelHeardOfBeforeItsOrderSaysNothingOfTheUnits() {
    var golden = Goldens.golden("orders-service/OrderShipped.v1.last");
    ((ObjectNode) golden.at("/data/order")).remove(List.of("total")).putArray("lines");
    assertNull(units(golden));
  }

  @Test
  @DisplayName("an order whose last line was taken off has nothing to ship")
  void nothingIsLeftOfAnOrderWithoutLines() {
    var changed = Goldens.golden("orders-service/OrderChanged.v1");
    ((ObjectNode) changed.at("/data/order"))
        .put("unitsToShip", 0)
        .remove(List.of("total"))
        .putArray("lines");
    assertEquals(0, units(changed));

    var held = Goldens.golden("orders-service/OrderHeld.v1");
    ((ObjectNode) held.at("/data/order")).put("unitsToShip", 0).putArray("lines");
    assertEquals(0, units(held));
  }

  private Integer units(JsonNode golden) {
    var event = Goldens.event("orders", golden);
    return orders.of(event, event.time()).fact().said().order().units();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"a\": [[], {\"b\": []}]}, 1, []]", "[null]", "null"})
  void anyLineOrNoWordOfLinesMeansThatTheOrderIsKnown(String lines) {
    assertEquals(2, unitsWith(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "7", "\"none\"", "[", "[{\"a\": [}"})
  void linesThatAreNoListAreUnreadable(String lines) {
    assertThrows(UnreadableEvent.class, () -> unitsWith(lines));
  }

  private Integer unitsWith(String lines) {
    var data =
        "{\"shop\": \"beads\", \"order\": {\"lines\": %s, \"id\": \"1\", \"unitsToShip\": 2}}";
    var paid = with(event("orders-service/OrderPaid.v1"), data.formatted(lines));
    return orders.of(paid, paid.time()).fact().said().order().units();
  }

  @Test
  @DisplayName(
      "T3: the past is believed for seven days, the future for as much as clocks may differ")
  void eventTime() {
    var received = Instant.parse("2026-03-10T12:00:00Z");
    Map.of(
            Duration.ofDays(-6), Duration.ofDays(-6),
            Duration.ofDays(-8), Duration.ofDays(-7),
            Duration.ofMinutes(10), Duration.ofMinutes(10),
            Duration.ofMinutes(16), Duration.ZERO)
        .forEach(
            (told, believed) ->
                assertEquals(
                    received.plus(believed), EventTime.believed(received.plus(told), received)));
  }

  @Test
  void textFromOutsideIsOneShortLineWithoutAddresses() {
    assertEquals("a-b", Words.clean("a-b"));
    assertNull(Words.clean(""));
    assertEquals("é", Words.clean("é "));
    assertEquals("a b", Words.clean(" a\r\n\u0000\u2028b "));
    assertNull(Words.clean(" \n "));
    assertEquals(200, Words.clean("📦".repeat(300)).codePointCount(0, 400));
    assertEquals(
        "550 <…> no; … too", Words.withoutAddresses("550 <zoe@example.com> no; zoë@x too"));
  }

  private static IncomingEvent with(IncomingEvent event, String data) {
    return new IncomingEvent(
        event.topic(),
        event.partition(),
        event.offset(),
        event.key(),
        event.id(),
        event.name(),
        event.version(),
        event.source(),
        event.subject(),
        event.time(),
        event.traceparent(),
        data.getBytes(StandardCharsets.UTF_8));
  }
}
