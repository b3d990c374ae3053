package io.touchback.notify.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.notice.OrderEvents;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the topics of orders-service to mails and to the topic of notices. */
@QuarkusTest
@WithTestResource(TestStack.class)
class StreamTest {
  @Inject Topics topics;
  @Inject ScriptedGateway server;

  private final String shop = "shop-" + UUID.randomUUID();
  private final String order = UUID.randomUUID().toString();
  private final String address = UUID.randomUUID() + "@example.com";

  @BeforeEach
  void reset() {
    server.reset();
  }

  @Test
  @DisplayName("S2-5: an event becomes a mail, and the mail an event")
  void anEventBecomesAMail() {
    publishShop();
    publish("OrderShipped.v1.some.json");
    await().until(() -> server.givenTo(address).size() == 1);
    var mail = server.givenTo(address).get(0);
    assertEquals("hello@beads.example.com", mail.from().address());
    await().until(() -> !ended().isEmpty());
    var sent = ended().get(0);
    assertEquals("sent", sent.get("state").asText());
    assertEquals(mail.messageId(), sent.get("messageId").asText());
  }

  private void publishShop() {
    var event = OrderEvents.json("ShopChanged.v1.json");
    event.put("partitionkey", shop).put("subject", shop).put("source", "/shops/" + shop);
    data(event).put("shop", shop);
    topics.publish("shops", event);
  }

  private void publish(String golden) {
    topics.publish("orders", ours(golden));
  }

  private ObjectNode ours(String golden) {
    var event = OrderEvents.json(golden);
    event.put("partitionkey", order).put("subject", order).put("source", "/shops/" + shop);
    data(event).put("shop", shop);
    ((ObjectNode) data(event).get("order")).put("id", order);
    if (data(event).at("/order/customer/email").isTextual()) {
      ((ObjectNode) data(event).at("/order/customer")).put("email", address);
    }
    return event;
  }

  private static ObjectNode data(ObjectNode event) {
    return (ObjectNode) event.get("data");
  }

  private List<JsonNode> ended() {
    return topics.about("notices", order);
  }
}
