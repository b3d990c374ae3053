package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 on Kafka. Written in binary mode (attributes as headers, the data as value), read
 * in structured mode too.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">the
 *     binding</a>
 */
final class CloudEvents {
  private static final Pattern TYPE = Pattern.compile("io\\.touchback\\.(\\w+)\\.v(\\d{1,9})");
  private static final int LONGEST_ATTRIBUTE = 1_024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private CloudEvents() {}

  static ProducerRecord<byte[], byte[]> record(String topic, OutboxRow row) {
    var record = new ProducerRecord<>(topic, row.key().getBytes(UTF_8), row.payload());
    var headers = record.headers();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", row.id());
    put(headers, "ce_type", row.type());
    put(headers, "ce_source", row.source());
    put(headers, "ce_subject", row.subject());
    put(headers, "ce_time", row.time().toString());
    put(headers, "content-type", "application/json");
    put(headers, "traceparent", row.traceparent());
    return record;
  }

  /**
   * @throws UnreadableEvent if the record is no event
   */
  static IncomingEvent read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      throw new UnreadableEvent("value is missing");
    }
    if (record.value().length > KafkaClients.LARGEST_REQUEST) {
      throw new UnreadableEvent("value is larger than 16 MiB");
    }
    var contentType = contentType(record.headers());
    if (contentType.startsWith("application/cloudevents+json")) {
      return structured(record);
    }
    if (contentType.startsWith("application/cloudevents")) {
      throw new UnreadableEvent("content-type not supported");
    }
    return event(record, name -> header(record.headers(), "ce_" + name), record.value());
  }

  private static IncomingEvent structured(ConsumerRecord<String, byte[]> record) {
    var envelope = parse(record.value());
    return event(record, name -> text(envelope.path(name)), data(envelope));
  }

  private static IncomingEvent event(
      ConsumerRecord<String, byte[]> record,
      Function<String, @Nullable String> given,
      byte[] data) {
    if (!required(given, "specversion").startsWith("1.")) {
      throw new UnreadableEvent("specversion not supported");
    }
    var type = required(given, "type");
    var named = TYPE.matcher(type);
    boolean ours = named.matches();
    var subject = optional(given, "subject");
    var key = plain("key", record.key());
    return new IncomingEvent(
        record.topic(),
        record.partition(),
        record.offset(),
        present("key", key == null ? subject : key),
        required(given, "id"),
        ours ? named.group(1) : type,
        ours ? Integer.parseInt(named.group(2)) : 0,
        required(given, "source"),
        present("subject", subject == null ? key : subject),
        time(record, optional(given, "time")),
        header(record.headers(), "traceparent"),
        data);
  }

  private static Instant time(ConsumerRecord<String, byte[]> record, @Nullable String time) {
    try {
      return time == null
          ? Instant.ofEpochMilli(record.timestamp())
          : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      throw new UnreadableEvent("time is no RFC 3339 timestamp", e);
    }
  }

  private static String required(Function<String, @Nullable String> given, String name) {
    return present(name, optional(given, name));
  }

  private static @Nullable String optional(Function<String, @Nullable String> given, String name) {
    return plain(name, given.apply(name));
  }

  private static String present(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new UnreadableEvent(name + " is missing");
    }
    return value;
  }

  /** Nothing a database, a log or a header could choke on. */
  private static @Nullable String plain(String name, @Nullable String value) {
    if (value != null && value.length() > LONGEST_ATTRIBUTE) {
      throw new UnreadableEvent(name + " is too long");
    }
    if (value != null
        && !isPrintableAscii(value)
        && value.codePoints().anyMatch(CloudEvents::isHostile)) {
      throw new UnreadableEvent(name + " has control characters");
    }
    return value;
  }

  /** Nearly all are: then nothing needs a closer look. */
  private static boolean isPrintableAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isHostile(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
  }

  private static JsonNode parse(byte[] value) {
    try {
      var envelope = JSON.readTree(value);
      if (envelope != null && envelope.isObject()) {
        return envelope;
      }
      throw new UnreadableEvent("envelope is no JSON object");
    } catch (IOException e) {
      throw new UnreadableEvent("envelope is no JSON", e);
    }
  }

  private static @Nullable String text(JsonNode attribute) {
    return attribute.isTextual() ? attribute.textValue() : null;
  }

  private static byte[] data(JsonNode envelope) {
    try {
      var data =
          envelope.has("data")
              ? JSON.writeValueAsBytes(envelope.get("data"))
              : envelope.path("data_base64").binaryValue();
      if (data == null) {
        throw new UnreadableEvent("data is missing");
      }
      return data;
    } catch (IOException e) {
      throw new UnreadableEvent("data_base64 is no base64", e);
    }
  }

  private static String contentType(Headers headers) {
    for (var header : headers) {
      if (header.key().equalsIgnoreCase("content-type") && header.value() != null) {
        return new String(header.value(), UTF_8).strip().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static @Nullable String header(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }
}
