package io.touchback.orders.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.touchback.orders.StoredJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds events against the schemas that this service publishes. */
public final class EventSchemas {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private EventSchemas() {}

  /** What does not fit in a CloudEvent's data. */
  public static List<String> flaws(JsonNode cloudEvent) {
    return flaws(cloudEvent.get("type").textValue(), cloudEvent.get("data"));
  }

  public static List<String> flaws(Event event) {
    try {
      return flaws(event.type(), new ObjectMapper().readTree(StoredJson.write(event)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> flaws(String type, JsonNode data) {
    var schema = SCHEMAS.computeIfAbsent(type, EventSchemas::load);
    return schema.validate(data).stream().map(ValidationMessage::toString).toList();
  }

  private static JsonSchema load(String type) {
    var file = type.replace("io.touchback.", "") + ".schema.json";
    return FACTORY.getSchema(SchemaLocation.of("classpath:events/" + file), STRICT);
  }
}
