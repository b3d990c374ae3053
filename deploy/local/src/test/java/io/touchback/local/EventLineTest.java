package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLineTest {
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "ce_specversion", "1.0",
          "ce_id", "7",
          "ce_type", "io.touchback.OrderPaid.v1",
          "ce_source", "/shops/beads",
          "ce_subject", "o-1",
          "ce_time", "2026-11-21T10:00:00Z",
          "content-type", "application/json",
          "traceparent", "00-ab-cd-01");

  private static String line(@Nullable String value, Map<String, String> headers) {
    return line(value == null ? null : value.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static String line(byte @Nullable [] value, Map<String, String> headers) {
    var event = new ConsumerRecord<>("orders", 3, 42, "o-1".getBytes(), value);
    headers.forEach((name, text) -> event.headers().add(name, text.getBytes()));
    return EventLine.of(event);
  }

  @Test
  void aBinaryCloudEventIsWrittenInStructuredForm() {
    assertEquals(
        """
        {"specversion":"1.0","id":"7","type":"io.touchback.OrderPaid.v1","source":"/shops/beads",\
        "subject":"o-1","time":"2026-11-21T10:00:00Z","datacontenttype":"application/json",\
        "traceparent":"00-ab-cd-01","partitionkey":"o-1","data":{"name":"Zoë 📦"}}""",
        line("{\n \"name\": \"Zoë 📦\"}", ATTRIBUTES));
  }

  @Test
  void aStructuredCloudEventGetsItsKey() {
    assertEquals(
        "{\"specversion\":\"1.0\",\"data\":1,\"partitionkey\":\"o-1\"}",
        line(
            "{\"specversion\":\"1.0\",\n\"data\":1}",
            Map.of("content-type", "application/CloudEvents+json; charset=UTF-8")));
  }

  @Test
  void whatIsNoCloudEventHasItsKeyHeadersAndValue() {
    assertEquals(
        """
        {"partition":3,"offset":42,"key":"o-1","headers":{"x":"y"},"value":{"upTo":1}}""",
        line("{\"upTo\":1}", Map.of("x", "y")));
    assertEquals(
        "{\"partition\":3,\"offset\":42,\"key\":\"o-1\",\"headers\":{},\"value\":null}",
        line((String) null, Map.of()));
  }

  @Test
  void aDeadLetterShowsItsHeadersAlthoughItHasThoseOfAnEvent() {
    var headers = new java.util.TreeMap<>(ATTRIBUTES);
    headers.put("dead-letter-reason", "not JSON");
    assertEquals(
        "\"value\":\"{broken\"}",
        line("{broken", headers).replaceFirst(".*\"dead-letter-reason\":\"not JSON\".*},", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          1.10                       | 1.10
          9007199254740993           | 9007199254740993
          1e999999                   | 1E+999999
          {"a":1,"a":2}              | "{\\"a\\":1,\\"a\\":2}"
          {"a":1} {"b":2}            | "{\\"a\\":1} {\\"b\\":2}"
          [                          | "["
          """)
  void numbersKeepTheirDigitsAndWhatIsNoJsonIsText(String value, String data) {
    var line = line(value, ATTRIBUTES);
    assertEquals(data + "}", line.substring(line.indexOf("\"data\":") + 7));
  }

  @Test
  void bytesThatAreNoTextAreInBase64() {
    var line = line(new byte[] {(byte) 0xff, 0}, ATTRIBUTES);
    assertEquals("\"data_base64\":\"/wA=\"}", line.substring(line.indexOf("\"data_base64\"")));
  }
}
