package io.touchback.notify.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.messaging.IncomingEvent;
import io.touchback.notify.notice.AnOrder;
import io.touchback.notify.notice.Desk;
import io.touchback.notify.notice.OrderEvents;
import io.touchback.notify.send.Delivery;
import io.touchback.notify.send.OutgoingMail;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the topics of orders-service to mails and to the topic of notices. */
@QuarkusTest
@WithTestResource(TestStack.class)
class StreamTest {
  @Inject Topics topics;
  @Inject Desk desk;
  @Inject ScriptedGateway server;
  @Inject OrderStream stream;
  @Inject MeterRegistry metrics;

  private final String shop = "shop-" + UUID.randomUUID();
  private final AnOrder order = AnOrder.of(shop);

  @BeforeEach
  void reset() {
    server.reset();
  }

  @Test
  @DisplayName("S2-5: an event becomes a mail, and the mail an event")
  void anEventBecomesAMail() {
    publishShop();
    publish("OrderShipped.v1.some.json");
    await().until(() -> mails().size() == 1);
    assertEquals("hello@beads.example.com", mails().get(0).from().address());
    await().until(() -> !ended().isEmpty());
    assertEquals("sent", ended().get(0).get("state").asText());
    assertEquals(mails().get(0).messageId(), ended().get(0).get("messageId").asText());
  }

  @Test
  @DisplayName("C1 C2 F2: doubled, replayed and shuffled events: each notice once")
  void aReplayTellsNothingNew() {
    publishShop();
    var story =
        Stream.of(
                "OrderPlaced.v1.json",
                "OrderPaid.v1.json",
                "OrderHeld.v1.json",
                "OrderShipped.v1.some.json",
                "ShipmentChanged.v1.json",
                "OrderShipped.v1.last.json",
                "OrderRefunded.v1.json",
                "OrderCancelled.v1.json")
            .map(order::json)
            .toList();
    publishAll(story);
    await().until(() -> ended().size() == 7);
    long seed = new Random().nextLong();
    var shuffled = new ArrayList<>(story);
    Collections.shuffle(shuffled, new Random(seed));
    publishAll(story);
    publishAll(shuffled);
    publish("OrderHeld.v1.json", data -> at(data, "hold").put("at", "2026-03-09T08:00:00Z"));
    await().until(() -> ended().size() >= 8);
    assertEquals(8, ended().size(), "shuffled by " + seed);
    assertEquals(8, mails().size());
    assertEquals(8, mails().stream().map(OutgoingMail::messageId).distinct().count());
  }

  @Test
  void theSameDeliveryTwiceIsOneEvent() {
    publishShop();
    var record = Topics.record("orders", order.json("OrderPlaced.v1.json"), "one-" + order.id());
    topics.send(record);
    topics.send(record);
    publish("OrderCancelled.v1.json");
    await().until(() -> ended().size() == 2);
    assertEquals(2, mails().size());
  }

  @Test
  @DisplayName("K6: events of a shop not heard of yet wait for it, in their order")
  void eventsWaitForTheirShop() {
    publish("OrderPlaced.v1.json");
    publish("OrderShipped.v1.some.json");
    await().until(() -> desk.waiting(shop) == 2);
    assertEquals(List.of(), mails());
    publishShop();
    await().until(() -> ended().size() == 2);
    assertEquals(
        List.of("order-confirmed", "shipped"),
        ended().stream().map(event -> event.get("kind").asText()).toList());
    assertTrue(
        mails().stream().allMatch(m -> m.from().address().equals("hello@beads.example.com")));
    assertEquals(0, desk.waiting(shop));
  }

  @Test
  void anOldShopDoesNotReplaceANewerOne() {
    publishShop(data -> {}, "2026-03-02T00:00:00Z");
    publishShop(data -> data.put("mailFrom", "old@beads.example.com"), "2026-03-01T00:00:00Z");
    publishShop(data -> data.put("mailFrom", "new@beads.example.com"), "2026-03-03T00:00:00Z");
    await().until(() -> desk.identity(shop).contains("new@beads"));
    publishShop(data -> data.put("mailFrom", "old@beads.example.com"), "2026-03-01T00:00:00Z");
    publish("OrderPlaced.v1.json");
    await().until(() -> mails().size() == 1);
    assertEquals("new@beads.example.com", mails().get(0).from().address());
  }

  @Test
  @DisplayName("F1: poison between good events; the next good one within a second")
  void poisonStopsNobody() {
    publishShop();
    publish("OrderPlaced.v1.json");
    await().until(() -> mails().size() == 1);
    double dead = deadLetters();
    send("not JSON {".getBytes(StandardCharsets.UTF_8));
    send("[]".getBytes(StandardCharsets.UTF_8));
    send("{}".getBytes(StandardCharsets.UTF_8));
    send(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
    send(null);
    send(with(data -> at(data, "order").put("id", "x".repeat(5_000))));
    send(with(data -> at(data, "order").put("number", "x".repeat(5_000))));
    send(with(data -> at(data, "order").put("placedAt", "yesterday")));
    send(with(data -> data.putArray("shipment")));
    publish("OrderCancelled.v1.json");
    var sent = Instant.now();
    await().until(() -> mails().size() == 2);
    assertTrue(Duration.between(sent, Instant.now()).toSeconds() < 10);
    await().untilAsserted(() -> assertEquals(9, deadLetters() - dead));
  }

  @Test
  @DisplayName("W4: text that no database holds does no harm")
  void unstorableTextIsCleaned() {
    publishShop();
    var halves = "Zo\\u0000\\ud83d e \\ud83d\\ude00";
    send(
        new String(with(data -> name(data, "HALVES")), StandardCharsets.UTF_8)
            .replace("HALVES", halves)
            .replace("#1001", "#10\\u000001")
            .getBytes(StandardCharsets.UTF_8));
    await().until(() -> mails().size() == 1);
    assertEquals("Zo e \ud83d\ude00", mails().get(0).to().name());
    assertTrue(mails().get(0).subject().contains("#1001"), mails().get(0).subject());
  }

  @Test
  void whatIsNotForUsIsPassedOver() {
    publishShop();
    var later = order.json("OrderPlaced.v1.json");
    later.put("type", "io.touchback.OrderPlaced.v2");
    var unheard = order.json("OrderPlaced.v1.json");
    unheard.put("type", "io.touchback.OrderTeleported.v1");
    publishAll(List.of(later, unheard, order.json("OrderPaid.v1.json")));
    publish("OrderCancelled.v1.json");
    await().until(() -> ended().size() == 1);
    assertEquals("order-cancelled", ended().get(0).get("kind").asText());
  }

  @Test
  @DisplayName("X6 F2: one erased before their shop was heard of is not told by a replay")
  void oneErasedWhileTheShopWasUnknownStaysUntold() {
    publish("OrderPlaced.v1.json", data -> name(data, "Rumpelstilzchen"));
    await().until(() -> desk.waiting(shop) == 1);
    publishErasure();
    await().until(() -> ended().size() == 1);
    assertEquals("customer erased", ended().get(0).get("reason").asText());
    assertEquals(0, desk.waiting(shop));
    assertEquals(0, desk.rowsWith("Rumpelstilzchen") + desk.packedWith("Rumpelstilzchen"));

    publishShop();
    publish("OrderPlaced.v1.json", data -> name(data, "Rumpelstilzchen"));
    publish("OrderCancelled.v1.json");
    await().until(() -> ended().size() == 2);
    assertEquals("order-cancelled", ended().get(1).get("kind").asText());
    assertEquals(1, mails().size());
  }

  @Test
  @DisplayName("X6: erasing a customer leaves nothing of them")
  void anErasedCustomerIsForgotten() {
    publishShop();
    publish("OrderPlaced.v1.json", data -> name(data, "Rumpelstilzchen"));
    await().until(() -> ended().size() == 1);
    server.answer(mail -> new Delivery.SenderTrouble("421 busy"));
    publish("OrderShipped.v1.some.json", data -> name(data, "Rumpelstilzchen"));
    await().until(() -> desk.notices(order.id()).size() == 2);
    assertTrue(desk.packedWith("Rumpelstilzchen") > 0);
    assertTrue(desk.rowsWith(order.address()) > 0);
    publishErasure();
    await().until(() -> ended().size() == 2);
    assertEquals("customer erased", ended().get(1).get("reason").asText());
    assertEquals(0, desk.rowsWith("Rumpelstilzchen") + desk.packedWith("Rumpelstilzchen"));
    assertEquals(0, desk.rowsWith(order.address()));
    server.answer(mail -> ScriptedGateway.TAKEN);
    publish("OrderPlaced.v1.json", data -> name(data, "Rumpelstilzchen"));
    publish("OrderCancelled.v1.json", data -> at(data, "order").remove("customer"));
    await().until(() -> ended().size() == 3);
    assertEquals(0, desk.rowsWith("Rumpelstilzchen"), "nor does a replay bring them back");
  }

  @Test
  @DisplayName("X6: nor of one whose shop was never heard of")
  void aWaitingCustomerIsForgotten() {
    publish("OrderPlaced.v1.json", data -> name(data, "Rapunzel"));
    await().until(() -> desk.waiting(shop) == 1);
    publishErasure();
    await().until(() -> desk.waiting(shop) == 0);
    assertEquals(0, desk.rowsWith("Rapunzel"));
  }

  @Test
  @DisplayName("X6: one erased with the batch that tells of their order is not written to")
  void oneErasedAtOnceIsNotWrittenTo() {
    publishShop();
    var batch = List.of(incoming("OrderPlaced.v1.json"), incoming("CustomerErased.v1.json"));
    QuarkusTransaction.requiringNew().run(() -> stream.handle(batch));
    assertEquals("customer erased", desk.only(order.id()).reason());
    await().until(() -> !ended().isEmpty());
    assertEquals(List.of(), mails());
  }

  private IncomingEvent incoming(String golden) {
    var event = order.json(golden);
    return new IncomingEvent(
        "orders",
        0,
        0,
        order.id(),
        UUID.randomUUID().toString(),
        OrderEvents.name(event),
        1,
        event.get("source").asText(),
        event.get("subject").asText(),
        Instant.parse(event.get("time").asText()),
        null,
        event.get("data").toString().getBytes(StandardCharsets.UTF_8));
  }

  private void publishErasure() {
    publish("CustomerErased.v1.json");
  }

  private void publishShop() {
    publishShop(data -> {}, "2026-03-01T08:00:00Z");
    await().until(() -> !desk.identity(shop).isEmpty());
  }

  private void publishShop(Consumer<ObjectNode> change, String at) {
    var event = OrderEvents.json("ShopChanged.v1.json");
    event.put("partitionkey", shop).put("subject", shop).put("source", "/shops/" + shop);
    event.put("time", at);
    change.accept(at(event, "data").put("shop", shop));
    topics.publish("shops", event);
  }

  private void publish(String golden) {
    publish(golden, data -> {});
  }

  private void publish(String golden, Consumer<ObjectNode> change) {
    var event = order.json(golden);
    change.accept(at(event, "data"));
    topics.publish("orders", event);
  }

  private void publishAll(List<ObjectNode> events) {
    events.forEach(event -> topics.publish("orders", event));
  }

  private byte[] with(Consumer<ObjectNode> change) {
    var event = order.json("OrderPlaced.v1.json");
    change.accept(at(event, "data"));
    return event.get("data").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void send(byte[] value) {
    var good =
        Topics.record("orders", order.json("OrderPlaced.v1.json"), UUID.randomUUID().toString());
    var bad = new ProducerRecord<>("orders", null, good.key(), value, good.headers());
    topics.send(bad);
  }

  private double deadLetters() {
    return metrics.find("touchback.dead.letters").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static void name(ObjectNode data, String name) {
    at(at(data, "order"), "customer").put("name", name).put("firstName", name);
    at(at(data, "order"), "shipTo").put("name", name);
  }

  private static ObjectNode at(ObjectNode data, String field) {
    return (ObjectNode) data.get(field);
  }

  private List<OutgoingMail> mails() {
    return server.givenTo(order.address());
  }

  private List<JsonNode> ended() {
    return topics.about("notices", order.id());
  }
}
