package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
  private final Map<String, String> headers = IncomingRecords.attributes("id-1");

  @Test
  void anEventInBinaryModeIsReadFromItsHeaders() {
    headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var event = read("key", "{\"a\":1}");
    assertEquals("things", event.topic());
    assertEquals("key", event.key());
    assertEquals("id-1", event.id());
    assertEquals("Happened", event.name());
    assertEquals(1, event.version());
    assertEquals("/shops/beads", event.source());
    assertEquals("key", event.subject());
    assertEquals(Instant.parse("2026-03-02T09:15:01Z"), event.time());
    assertEquals("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", event.traceparent());
    assertArrayEquals("{\"a\":1}".getBytes(UTF_8), event.data());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/cloudevents+json", "Application/CloudEvents+JSON; charset=UTF-8"})
  void anEventInStructuredModeIsReadFromItsEnvelope(String contentType) throws Exception {
    headers.clear();
    headers.put("Content-Type", contentType);
    var event =
        read(
            "key",
            """
            {"specversion": "1.0", "id": "id-2", "source": "/shops/beads",
             "type": "io.touchback.Happened.v2", "time": "2026-03-02T10:15:01+01:00",
             "data": {"name": "Zoë 📦"}}
            """);
    assertEquals("id-2", event.id());
    assertEquals(2, event.version());
    assertEquals("key", event.subject());
    assertEquals(Instant.parse("2026-03-02T09:15:01Z"), event.time());
    assertEquals("Zoë 📦", new ObjectMapper().readTree(event.data()).path("name").asText());
  }

  @Test
  void structuredDataMayBeBase64() {
    headers.clear();
    headers.put("content-type", "application/cloudevents+json");
    var event =
        read(
            "key",
            """
            {"specversion": "1.0", "id": "2", "source": "/", "type": "t", "data_base64": "e30="}
            """);
    assertArrayEquals("{}".getBytes(UTF_8), event.data());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_source"})
  @DisplayName("K2: an event without a required attribute is unreadable")
  void anEventWithoutARequiredAttributeIsUnreadable(String attribute) {
    headers.remove(attribute);
    assertUnreadable(attribute.substring(3) + " is missing", "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 0.3, specversion not supported",
    "ce_time, yesterday, time is no RFC 3339 timestamp",
    "ce_id, a\u0000b, id has control characters",
    "ce_subject, a\u2028b, subject has control characters",
    "content-type, application/cloudevents-batch+json, content-type not supported",
  })
  void anAttributeThatMakesNoSenseIsUnreadable(String header, String value, String reason) {
    headers.put(header, value);
    assertUnreadable(reason, "{}");
  }

  @Test
  void anEndlessAttributeIsUnreadable() {
    headers.put("ce_id", "x".repeat(2_000));
    assertUnreadable("id is too long", "{}");
  }

  @Test
  void aHugeValueIsUnreadable() {
    assertUnreadable("value is larger than 16 MiB", "x".repeat(17_000_000));
  }

  @Test
  void noValueIsUnreadable() {
    assertUnreadable("value is missing", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{\"specversion\":\"1.0\"}",
        "{\"specversion\":\"1.0\",\"id\":\"\\ud800\",\"source\":\"/\",\"type\":\"t\",\"data\":{}}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\",\"data_base64\":\"!\"}",
        "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"/\",\"type\":\"t\",\"data\":{}}"
      })
  void anEnvelopeThatMakesNoSenseIsUnreadable(String envelope) {
    headers.put("content-type", "application/cloudevents+json");
    assertThrows(UnreadableEvent.class, () -> read("key", envelope));
  }

  @Test
  void aDeeplyNestedEnvelopeIsUnreadable() {
    headers.put("content-type", "application/cloudevents+json");
    assertThrows(UnreadableEvent.class, () -> read("key", "[".repeat(1_000_000)));
  }

  @Test
  @DisplayName("K2: an unknown type is no error")
  void aForeignTypeIsLeftWhole() {
    headers.put("ce_type", "com.example.io.touchback.Happened.v1");
    assertEquals("com.example.io.touchback.Happened.v1", read("key", "{}").name());
    assertEquals(0, read("key", "{}").version());
  }

  @Test
  void timeAndSubjectMayBeAbsent() {
    headers.remove("ce_time");
    headers.remove("ce_subject");
    var event = read("key", "{}");
    assertEquals(Instant.parse("2026-03-02T09:15:01Z"), event.time());
    assertEquals("key", event.subject());
  }

  @Test
  void theKeyMayBeAbsentIfThereIsASubject() {
    assertEquals("key", read(null, "{}").key());
    headers.remove("ce_subject");
    var failure = assertThrows(UnreadableEvent.class, () -> read(null, "{}"));
    assertTrue(failure.getMessage().contains("key is missing"));
  }

  private void assertUnreadable(String reason, @Nullable String value) {
    assertEquals(
        reason, assertThrows(UnreadableEvent.class, () -> read("key", value)).getMessage());
  }

  private IncomingEvent read(@Nullable String key, @Nullable String value) {
    var bytes = value == null ? null : value.getBytes(UTF_8);
    return CloudEvents.read(new IncomingRecords("things").record(key, headers, bytes).single());
  }
}
