package io.touchback.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a broken or taken-over platform makes of a good body. */
final class Blows {
  /** In place of any value; most are JSON that can be read, so that the rules have to bear them. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "{}",
          "[]",
          "[[[]]]",
          "[null]",
          "\"\"",
          "\" \"",
          "0",
          "-1",
          "1.5",
          "1e99",
          "99999999999999999999999999999999",
          "-9223372036854775809",
          "\"-0.001\"",
          "\"1e99\"",
          "\"NaN\"",
          "\"x\"",
          "\"" + "x".repeat(70_000) + "\"",
          "\"\u202e\u2028\"",
          "\"\ud83d\udce6\"",
          "\"<script>\"",
          "\"a@b <evil@x.example>\"",
          "\"9999-99-99T99:99:99Z\"",
          "\"+999999999-12-31T00:00:00Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"0000-00-00T00:00:00\"",
          "\"9999-12-31T23:59:59Z\"",
          "\"1970-01-01T00:00:00Z\"");

  /** None of these can be read. */
  private static final List<String> UNREADABLE =
      List.of(
          "1e999999",
          "NaN",
          "0x10",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[".repeat(2_000),
          "{\"a\":".repeat(500));

  private final Random random;

  Blows(Random random) {
    this.random = random;
  }

  /** Four of five only have other values than they should. */
  byte[] hit(String body) {
    try {
      var hit = tree(body, VALUES);
      return random.nextInt(5) > 0
          ? hit.getBytes(StandardCharsets.UTF_8)
          : mangled(random.nextBoolean() ? hit : tree(body, UNREADABLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One to three values are others, are gone, or are there many times. */
  private String tree(String body, List<String> values) throws JsonProcessingException {
    var json = House.JSON.readTree(body);
    for (int blows = 1 + random.nextInt(3); blows > 0; blows--) {
      var places = places(json);
      if (!places.isEmpty()) {
        strike(places.get(random.nextInt(places.size())), values);
      }
    }
    return House.JSON.writeValueAsString(json);
  }

  private void strike(ContainerNode<?> place, List<String> values) {
    var raw = new RawValue(values.get(random.nextInt(values.size())));
    int kind = random.nextInt(8);
    if (place instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      var name = names.get(random.nextInt(names.size()));
      if (kind == 0) {
        object.remove(name);
      } else if (kind == 1) {
        object.set(name, House.JSON.createArrayNode().add(object.get(name)));
      } else {
        object.putRawValue(name, raw);
      }
    } else if (place instanceof ArrayNode array) {
      if (kind == 0) {
        array.removeAll();
      } else if (kind == 1) {
        repeat(array, 500);
      } else {
        array.set(random.nextInt(array.size()), House.JSON.getNodeFactory().rawValueNode(raw));
      }
    }
  }

  private static void repeat(ArrayNode array, int times) {
    var first = array.get(0);
    for (int i = 0; i < times; i++) {
      array.add(first.deepCopy());
    }
  }

  /** Every object and list that has something in it. */
  private static List<ContainerNode<?>> places(JsonNode json) {
    var places = new ArrayList<ContainerNode<?>>();
    if (json instanceof ContainerNode<?> container && !container.isEmpty()) {
      places.add(container);
      container.elements().forEachRemaining(inner -> places.addAll(places(inner)));
    }
    return places;
  }

  private byte[] mangled(String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(4)) {
      case 0:
        return body.substring(0, random.nextInt(body.length())).getBytes(StandardCharsets.UTF_8);
      case 1:
        return (body + body).getBytes(StandardCharsets.UTF_8);
      case 2:
        return body.replaceFirst("\"", "\"id\": 1, \"id\": 2, \"").getBytes(StandardCharsets.UTF_8);
      default:
        for (int i = 0; i < 3; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
  }
}
