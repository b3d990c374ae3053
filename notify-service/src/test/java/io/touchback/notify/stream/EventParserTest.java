package io.touchback.notify.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.UnreadableEvent;
import io.touchback.notify.notice.OrderEvents;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
  private final EventParser parser = new EventParser();

  static Stream<String> goldens() throws IOException, URISyntaxException {
    var folder = EventParserTest.class.getResource("/goldens/orders-service");
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.endsWith(".schema.json"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @DisplayName("Every golden of orders-service can be read")
  @MethodSource("goldens")
  void everyGoldenCanBeRead(String golden) {
    var event = incoming(golden, data -> {});
    switch (event.name()) {
      case "ShopChanged" -> assertFalse(parser.shop(event).shop().isBlank());
      case "ShopHeard" -> assertEquals("beads", event.key());
      case "CustomerErased" -> assertEquals(event.key(), parser.orderId(event));
      default -> {
        var read = parser.order(event);
        assertEquals(event.key(), read.facts().order().id());
      }
    }
  }

  @Test
  void whatTheGoldensSayIsRead() {
    var shipped = parser.order(incoming("OrderShipped.v1.some.json", data -> {}));
    assertEquals(
        "8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11", assertNotNullAnd(shipped.facts().shipment()).id());
    assertTrue(shipped.facts().shipment().notifyCustomer());
    assertEquals("DPD Classic", assertNotNullAnd(shipped.content().shipment()).service());
  }

  @Test
  void fieldsThatAreNewAreIgnored() {
    var event =
        incoming(
            "OrderShipped.v1.some.json",
            data -> {
              data.put("gift", true);
              ((ObjectNode) data.get("shipment")).putObject("drone").put("height", 12);
            });
    assertEquals("OrderShipped", parser.order(event).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "a@b.com <evil@x.com>", "x@y.com\nBcc: z@x.com"})
  @DisplayName("K6: a shop that no mail can come from is no shop")
  void aShopNeedsASender(String mailFrom) {
    var event = incoming("ShopChanged.v1.json", data -> data.put("mailFrom", mailFrom));
    assertThrows(UnreadableEvent.class, () -> parser.shop(event));
  }

  @Test
  void aReplyToThatIsNoneIsLeftOut() {
    var event = incoming("ShopChanged.v1.json", data -> data.put("replyTo", "x\r\nBcc: z@x.com"));
    assertFalse(parser.shop(event).identity().contains("replyTo"));
  }

  @Test
  @DisplayName("X6: why an event is unreadable does not quote the customer")
  void theReasonQuotesNobody() {
    var event =
        incoming(
            "OrderPlaced.v1.json",
            data -> ((ObjectNode) data.get("order")).put("customer", "Zoë Müller, Berlin"));
    var unreadable = assertThrows(UnreadableEvent.class, () -> parser.order(event));
    assertFalse(unreadable.getMessage().contains("Zoë"), unreadable.getMessage());
    assertTrue(unreadable.getMessage().contains("customer"), unreadable.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"zoe@example.com\"]", "{\"is\": \"zoe@example.com\"}", "[]"})
  @DisplayName("F1: where text belongs, a list or an object is a wrong shape, not nothing")
  void whatIsNoTextIsNotPassedOver(String email) throws Exception {
    var value = new ObjectMapper().readTree(email);
    var event =
        incoming(
            "OrderShipped.v1.some.json",
            data -> ((ObjectNode) data.at("/order/customer")).set("email", value));
    assertThrows(UnreadableEvent.class, () -> parser.order(event));
  }

  private static <T> T assertNotNullAnd(T value) {
    assertNotNull(value);
    return value;
  }

  private static IncomingEvent incoming(String golden, Consumer<ObjectNode> change) {
    var event = OrderEvents.json(golden);
    var data = (ObjectNode) event.get("data");
    change.accept(data);
    return new IncomingEvent(
        "orders",
        0,
        0,
        event.get("partitionkey").asText(),
        event.get("id").asText(),
        OrderEvents.name(event),
        1,
        event.get("source").asText(),
        event.get("subject").asText(),
        Instant.parse(event.get("time").asText()),
        null,
        data.toString().getBytes(StandardCharsets.UTF_8));
  }
}
