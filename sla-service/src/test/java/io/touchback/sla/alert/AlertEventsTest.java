package io.touchback.sla.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.touchback.messaging.OutgoingEvent;
import io.touchback.sla.alert.Alert.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events this service owns: each serialises to its golden and fits its schema. */
class AlertEventsTest {
  private static final Path EVENTS = Path.of("src/main/resources/events");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final AlertEvents events =
      new AlertEvents(new Links("https://touchback.example.com/"), JSON);

  static Stream<String> goldens() throws IOException {
    try (var files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.endsWith(".schema.json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void anAlertIsToldAsItsGolden(String name) throws IOException {
    var golden = read(name);
    var told = told(golden);
    assertEquals(golden.get("data"), JSON.readTree(told.payload()));
    assertEquals(golden.get("type").asText(), told.type());
    assertEquals(golden.get("source").asText(), told.source());
    assertEquals(golden.get("subject").asText(), told.subject());
    assertEquals(golden.get("partitionkey").asText(), told.key());
    assertEquals(golden.get("time").asText(), told.time().toString());
    assertEquals("sla-alerts", told.topic());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyGoldenFitsItsSchema(String name) throws IOException {
    assertEquals(Set.of(), errors(name, read(name).get("data")));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  @DisplayName("A schema that lets everything through proves nothing")
  void theSchemasRefuseWhatDoesNotFit(String name) throws IOException {
    for (var field :
        List.of(
            "alertId", "shop", "policy", "rung", "subject", "since", "dueAt", "summary", "link")) {
      var without = read(name).get("data").<ObjectNode>deepCopy();
      without.remove(field);
      assertFalse(errors(name, without).isEmpty(), field);
    }
  }

  @Test
  void anOrderWithoutANumberIsNoReasonToSayNull() {
    var alert =
        new Alert(
            UUID.randomUUID(),
            "beads",
            "order.dispatch",
            new About("order", "1", null),
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            "…");
    assertFalse(events.raised(alert, Instant.EPOCH).payload().contains("null"));
  }

  private OutgoingEvent told(JsonNode golden) {
    var data = golden.get("data");
    var alert =
        new Alert(
            UUID.fromString(data.get("alertId").asText()),
            data.get("shop").asText(),
            data.get("policy").asText(),
            new About(
                data.at("/subject/type").asText(),
                data.at("/subject/id").asText(),
                data.at("/subject/number").asText()),
            data.has("shipmentId") ? data.get("shipmentId").asText() : null,
            Instant.parse(data.get("since").asText()),
            Instant.parse(data.get("dueAt").asText()),
            data.get("summary").asText());
    var at = Instant.parse(data.get("at").asText());
    return switch (golden.get("type").asText()) {
      case "io.touchback.AlertRaised.v1" -> events.raised(alert, at);
      case "io.touchback.AlertResolved.v1" ->
          events.ended(alert, Alert.State.RESOLVED, data.get("reason").asText(), at);
      default -> events.ended(alert, Alert.State.RETRACTED, data.get("reason").asText(), at);
    };
  }

  private static Set<?> errors(String name, JsonNode data) throws IOException {
    var schema = name.substring(0, name.indexOf(".v1") + 3) + ".schema.json";
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(Files.readString(EVENTS.resolve(schema)))
        .validate(data);
  }

  private static JsonNode read(String name) throws IOException {
    return JSON.readTree(EVENTS.resolve(name).toFile());
  }
}
