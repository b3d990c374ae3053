package io.touchback.orders.webhook.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.touchback.orders.webhook.Delivery;
import io.touchback.orders.webhook.Payloads;
import io.touchback.orders.webhook.Payloads.Payload;
import io.touchback.orders.webhook.Translation;
import io.touchback.orders.webhook.UntranslatableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own door takes what its documentation says, and nothing else. */
class StandardDoorTest {
  private static final Path DOCUMENTS = Path.of("src/main/resources/standard");
  private static final StandardPlatform DOOR = new StandardPlatform();

  static List<Payload> examples() {
    return Payloads.own().stream().filter(p -> p.platform().equals("standard")).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleFitsTheSchema(Payload example) throws IOException {
    assertEquals(Set.of(), faults(example.body()));
  }

  @Test
  void everyExampleInTheReadmeFitsTheSchemaAndIsTranslated() throws IOException {
    Matcher blocks = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(readme());
    List<JsonNode> messages = new ArrayList<>();
    while (blocks.find()) {
      messages.add(Payloads.parse(blocks.group(1)));
    }
    assertTrue(messages.size() >= 2);
    for (JsonNode message : messages) {
      assertEquals(Set.of(), faults(message));
      assertTrue(translated(message) instanceof Translation.Update);
    }
  }

  @ParameterizedTest
  @CsvSource({"DE, DE", "de, DE", "Germany,", "'',"})
  void aCountryIsACodeOrUnknown(String said, String understood) {
    JsonNode placed =
        examples().stream()
            .filter(e -> e.topic().equals("order.placed"))
            .findFirst()
            .orElseThrow()
            .body();
    ((ObjectNode) placed.at("/data/shipTo")).put("country", said);
    var update = ((Translation.Update) translated(placed)).update();
    assertEquals(understood, update.order().shipTo().country());
  }

  @Test
  void theReadmeAndTheSchemaNameEveryTypeThereIs() throws IOException {
    String schema = Files.readString(DOCUMENTS.resolve("message.schema.json"));
    for (Payload example : examples()) {
      assertTrue(readme().contains("`" + example.topic() + "`"), example.topic());
      assertTrue(schema.contains("\"" + example.topic() + "\""), example.topic());
    }
  }

  @Test
  void everyLinkInTheReadmeLeadsSomewhere() throws IOException {
    Matcher links = Pattern.compile("]\\(([a-z][^):]*)\\)").matcher(readme());
    Set<Path> linked = new HashSet<>();
    while (links.find()) {
      Path target = DOCUMENTS.resolve(links.group(1));
      assertTrue(Files.isRegularFile(target), links.group(1));
      linked.add(target);
    }
    for (Payload example : examples()) {
      assertTrue(linked.contains(example.file()), example + " is in no link");
    }
  }

  /** Takes every field out of every example, one by one, and then makes it something else. */
  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("a message is translated if and only if the schema says that it is whole")
  void theDoorAgreesWithItsSchema(Payload example) throws IOException {
    for (String field : fields(example.body(), "")) {
      JsonNode fewer = without(example.body(), field);
      boolean fits = faults(fewer).isEmpty();
      String name = field.replaceFirst(".*[.]", "");
      if (fits || field.equals("type")) {
        translated(fewer);
      } else {
        String reason =
            assertThrows(UntranslatableException.class, () -> translated(fewer), field)
                .getMessage();
        assertTrue(reason.contains(name), () -> "without " + field + ": " + reason);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.total",
        "data.lines",
        "data.lines[0].quantity",
        "data.lines[0].ships",
        "data.lines[0].price",
        "data.placedAt",
        "data.updatedAt",
        "data.paidAt",
        "data.customer",
        "data.shipTo",
        "data.test",
        "data.collected",
        "data.shipsUnpaid",
        "data.lines[0]"
      })
  void whatIsThereHasToBeRight(String field) {
    ObjectNode message = (ObjectNode) Payloads.own("standard", "order.updated").body();
    replace(message, field, "nonsense");
    UntranslatableException refusal =
        assertThrows(UntranslatableException.class, () -> translated(message));
    assertTrue(refusal.getMessage().startsWith(field), refusal.getMessage());
  }

  @Test
  void saysThatItShipsUnpaid() {
    ObjectNode message = (ObjectNode) Payloads.own("standard", "order.placed").body();
    ((ObjectNode) message.get("data")).put("shipsUnpaid", true).remove("paidAt");
    var update = ((Translation.Update) translated(message)).update();
    assertEquals(true, update.order().shipsUnpaid());
  }

  @Test
  void whatWasGivenBackIsNoNegativeAmount() {
    ObjectNode message = (ObjectNode) Payloads.own("standard", "order.refunded").body();
    replace(message, "data.amount", "-18.40");
    var update = ((Translation.Update) translated(message)).update();
    assertEquals(1840, update.refunds().get(0).amount().amount());
  }

  @Test
  void theTopicIsTheBodysType() {
    assertEquals("order.paid", delivery("{\"data\":{\"type\":\"x\"},\"type\":\"order.paid\"}"));
    assertNull(delivery("{\"type\":7}"));
    assertNull(delivery("{\"data\":[[[{\"type\":\"x\"}]]]}"));
    assertNull(delivery("[\"type\"]"));
    assertNull(delivery("{\"type\""));
    assertNull(delivery(""));
    assertNull(delivery("{\"a\":" + "[".repeat(100_000)));
  }

  private static String delivery(String body) {
    Delivery delivery =
        DOOR.delivery(
            name -> name.equals("webhook-id") ? "msg_1" : null,
            body.getBytes(StandardCharsets.UTF_8));
    assertEquals("msg_1", delivery.transportId());
    return delivery.topic();
  }

  private static Translation translated(JsonNode message) {
    return DOOR.translate(message.path("type").asText(), message, Payloads.RECEIVED);
  }

  private static Set<ValidationMessage> faults(JsonNode message) throws IOException {
    return schema().validate(message, c -> c.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(DOCUMENTS.resolve("message.schema.json")));
  }

  private static String readme() throws IOException {
    return Files.readString(DOCUMENTS.resolve("README.md"));
  }

  private static List<String> fields(JsonNode node, String path) {
    List<String> fields = new ArrayList<>();
    node.properties()
        .forEach(
            field -> {
              String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              fields.add(at);
              fields.addAll(fields(field.getValue(), at));
            });
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        fields.addAll(fields(array.get(i), path + "[" + i + "]"));
      }
    }
    return fields;
  }

  private static JsonNode without(JsonNode message, String field) {
    at(message, field, owner -> owner.remove(field.replaceFirst(".*[.]", "")));
    return message;
  }

  private static void replace(JsonNode message, String field, String value) {
    if (field.endsWith("]")) {
      ArrayNode array =
          (ArrayNode) message.at("/" + field.replaceFirst("\\[0]$", "").replace(".", "/"));
      array.set(0, value);
    } else {
      at(message, field, owner -> owner.put(field.replaceFirst(".*[.]", ""), value));
    }
  }

  private static void at(JsonNode message, String field, Consumer<ObjectNode> change) {
    String owner = field.contains(".") ? field.replaceFirst("[.][^.]*$", "") : "";
    String pointer =
        Stream.of(owner.replace("[", ".").replace("]", "").split("[.]"))
            .filter(step -> !step.isEmpty())
            .map(step -> "/" + step)
            .reduce("", String::concat);
    change.accept((ObjectNode) message.at(pointer));
  }
}
