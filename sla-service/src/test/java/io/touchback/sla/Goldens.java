package io.touchback.sla;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.messaging.IncomingEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The other services' golden events, as they stand or made into events of our own orders. */
public final class Goldens {
  /** The order and the parcel that all goldens are about. */
  public static final String ORDER = "3b9f0a62-7f0e-4d6b-9d3a-5f2c7a1e4b10";

  public static final String PARCEL = "8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Goldens() {}

  public static List<Path> of(String service) {
    try {
      var folder = Path.of(Goldens.class.getResource("/goldens/" + service).toURI());
      try (var files = Files.list(folder)) {
        return files
            .filter(file -> file.toString().endsWith(".json"))
            .filter(file -> !file.toString().endsWith(".schema.json"))
            .sorted()
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * @param name as {@code orders-service/OrderPaid.v1}
   */
  public static JsonNode golden(String name) {
    try (var file = Goldens.class.getResourceAsStream("/goldens/" + name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static IncomingEvent event(String topic, JsonNode envelope) {
    try {
      var type = envelope.get("type").asText().split("\\.");
      return new IncomingEvent(
          topic,
          0,
          0,
          envelope.get("partitionkey").asText(),
          envelope.get("id").asText(),
          type[2],
          Integer.parseInt(type[3].substring(1)),
          envelope.get("source").asText(),
          envelope.get("subject").asText(),
          Instant.parse(envelope.get("time").asText()),
          null,
          JSON.writeValueAsBytes(envelope.get("data")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The golden with another order, shop, parcel, time and event id in the place of its own. */
  public static JsonNode like(String name, String shop, String order, Instant at) {
    try {
      var text =
          golden(name)
              .toString()
              .replace(ORDER, order)
              .replace(PARCEL, parcelOf(order))
              .replace("\"beads\"", '"' + shop + '"')
              .replace("/shops/beads", "/shops/" + shop);
      var envelope = (ObjectNode) JSON.readTree(text);
      if (envelope.at("/data/order") instanceof ObjectNode told && told.has("paidAt")) {
        told.put("paidAt", at.toString());
      }
      return envelope.put("id", UUID.randomUUID().toString()).put("time", at.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static String parcelOf(String order) {
    return "parcel-of-" + order;
  }
}
