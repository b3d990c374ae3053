package io.touchback.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line of JSON: a CloudEvent in structured form (CloudEvents 1.0, Kafka binding
 * 3.2), anything else as its key, headers and value.
 */
final class EventLine {
  private static final String ATTRIBUTE = "ce_";
  private static final Set<String> REQUIRED =
      Set.of("ce_specversion", "ce_id", "ce_type", "ce_source");

  /** A dead letter keeps the headers of the event it could not become. */
  private static final String DEAD_LETTER = "dead-letter-";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private EventLine() {}

  static String of(ConsumerRecord<byte[], byte[]> event) {
    var headers = headers(event);
    var line = structured(event, headers).or(() -> binary(event, headers));
    return line.orElseGet(() -> plain(event, headers)).toString();
  }

  private static TreeMap<String, String> headers(ConsumerRecord<?, ?> event) {
    var headers = new TreeMap<String, String>();
    for (Header header : event.headers()) {
      headers.put(header.key(), header.value() == null ? "" : lenient(header.value()));
    }
    return headers;
  }

  private static Optional<ObjectNode> structured(
      ConsumerRecord<byte[], byte[]> event, TreeMap<String, String> headers) {
    if (!contentType(headers).startsWith("application/cloudevents")) {
      return Optional.empty();
    }
    return Optional.ofNullable(event.value())
        .flatMap(EventLine::text)
        .flatMap(EventLine::json)
        .filter(JsonNode::isObject)
        .map(ObjectNode.class::cast)
        .map(node -> withKey(node, event));
  }

  private static Optional<ObjectNode> binary(
      ConsumerRecord<byte[], byte[]> event, TreeMap<String, String> headers) {
    if (!headers.keySet().containsAll(REQUIRED)
        || headers.keySet().stream().anyMatch(name -> name.startsWith(DEAD_LETTER))) {
      return Optional.empty();
    }
    var node = JSON.createObjectNode();
    for (var name : new String[] {"specversion", "id", "type", "source", "subject", "time"}) {
      put(node, name, headers.remove(ATTRIBUTE + name));
    }
    put(node, "datacontenttype", headers.get("content-type"));
    put(node, "traceparent", headers.get("traceparent"));
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(ATTRIBUTE)) {
            node.put(name.substring(ATTRIBUTE.length()), value);
          }
        });
    withKey(node, event);
    data(node, "data", event.value());
    return Optional.of(node);
  }

  private static ObjectNode plain(
      ConsumerRecord<byte[], byte[]> event, TreeMap<String, String> headers) {
    var node = JSON.createObjectNode();
    node.put("partition", event.partition());
    node.put("offset", event.offset());
    node.put("key", event.key() == null ? null : lenient(event.key()));
    var all = node.putObject("headers");
    headers.forEach(all::put);
    if (event.value() == null) {
      node.putNull("value");
    }
    data(node, "value", event.value());
    return node;
  }

  /** JSON as JSON, text as text, and what is neither in base64. */
  private static void data(ObjectNode node, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      return;
    }
    text(bytes)
        .ifPresentOrElse(
            text -> node.set(name, json(text).orElseGet(() -> TextNode.valueOf(text))),
            () -> node.put(name + "_base64", bytes));
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode withKey(ObjectNode node, ConsumerRecord<byte[], byte[]> event) {
    if (event.key() != null && !node.has("partitionkey")) {
      node.put("partitionkey", lenient(event.key()));
    }
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static String contentType(TreeMap<String, String> headers) {
    return headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
  }

  private static String lenient(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
