package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  @DisplayName("Readers can read how far a topic is complete, whatever the machine's language")
  void isReadableWhateverTheLanguage() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try {
      var told = Progress.record(new TopicPartition("order-events", 2), Instant.EPOCH, 1234);
      assertEquals("order-events/2", new String(told.key(), UTF_8));
      assertEquals(
          "{\"upTo\":\"1970-01-01T00:00:00Z\",\"offset\":1234}", new String(told.value(), UTF_8));
    } finally {
      Locale.setDefault(before);
    }
  }
}
