package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.orders.order.OrderUpdate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * W4: whatever a platform (or who has its secret) sends, nothing but an honest refusal comes out.
 */
class TranslationFuzzTest {
  private static final int ROUNDS = 200;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<JsonNode> STRANGE =
      List.of(
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.numberNode(BigInteger.TEN.pow(40)),
          NODES.numberNode(-1),
          NODES.numberNode(new BigDecimal("1e999999999")),
          NODES.numberNode(new BigDecimal("1e-999999999")),
          NODES.numberNode(new BigDecimal("0.1")),
          NODES.numberNode(0.1),
          NODES.textNode(""),
          NODES.textNode("\u202e\u0000\ud800"),
          NODES.textNode("x".repeat(5_000)),
          NODES.textNode("9".repeat(5_000)),
          NODES.textNode("-12.345"),
          NODES.textNode("gid://shopify/Order/7"),
          NODES.textNode("2026-03-02T10:15:00Z"),
          NODES.textNode("+999999999-12-31T23:59:59Z"),
          NODES.textNode("[[[{\"a\":1e999999999}]]]"),
          NODES.textNode("a:1:{i:0;s:9:\"x\";}"),
          NODES.textNode("XXX"),
          NODES.textNode("success"),
          NODES.arrayNode(),
          NODES.arrayNode().add(NODES.objectNode()).add("x").add(7).addNull(),
          NODES.objectNode(),
          NODES.objectNode().put("id", 7).put("name", "x"));

  static List<Payloads.Payload> all() {
    List<Payloads.Payload> all = new ArrayList<>(Payloads.own());
    if (Payloads.sharedAreThere()) {
      all.addAll(Payloads.shared("shopify"));
      all.addAll(Payloads.shared("woocommerce"));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName("W4: fields dropped, replaced and retyped are translated or refused, never a fault")
  void mutationsAreTranslatedOrRefused(Payloads.Payload payload) {
    long seed = payload.name().hashCode();
    Random random = new Random(seed);
    Platform platform = Payloads.PLATFORMS.get(payload.platform());
    JsonNode original = payload.body();
    for (int i = 0; i < ROUNDS; i++) {
      JsonNode body = original.deepCopy();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        mutate(body, random);
      }
      try {
        Translation translation = platform.translate(payload.topic(), body, Payloads.RECEIVED);
        if (translation instanceof Translation.Update update) {
          isSane(update.update());
        }
      } catch (UntranslatableException e) {
        assertTrue(e.getMessage().length() < 300, e.getMessage());
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("seed " + seed + ", round " + i + ": " + payload, e);
      }
    }
  }

  private static void isSane(OrderUpdate update) {
    assertTrue(!update.orderId().isEmpty() && update.orderId().length() <= 200);
    update
        .fulfilments()
        .forEach(f -> assertTrue(f.items().stream().allMatch(i -> i.quantity() >= 0)));
    if (update.order() != null) {
      update.order().lines().forEach(l -> assertTrue(l.quantity() >= 0 && !l.name().isEmpty()));
    }
  }

  /** Walks down at random and changes something there. */
  private static void mutate(JsonNode node, Random random) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    int size = names.isEmpty() ? node.size() : names.size();
    if (size == 0) {
      return;
    }
    int at = random.nextInt(size);
    JsonNode child = names.isEmpty() ? node.get(at) : node.get(names.get(at));
    if (child.size() > 0 && random.nextInt(3) > 0) {
      mutate(child, random);
    } else if (node instanceof ObjectNode object) {
      if (random.nextInt(3) == 0) {
        object.remove(names.get(at));
      } else {
        object.set(names.get(at), strange(random));
      }
    } else if (node instanceof ArrayNode array) {
      if (random.nextInt(3) == 0) {
        array.remove(at);
      } else {
        array.set(at, strange(random));
      }
    }
  }

  private static JsonNode strange(Random random) {
    return STRANGE.get(random.nextInt(STRANGE.size())).deepCopy();
  }
}
