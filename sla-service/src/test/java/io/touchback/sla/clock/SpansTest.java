package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SpansTest {
  @Test
  void aSpanReadsTheSameWhereverTheServiceRuns() {
    var here = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("2 h 44 min", Spans.words(Duration.ofMinutes(164)));
      assertEquals("3 d", Spans.words(Duration.ofDays(3)));
    } finally {
      Locale.setDefault(here);
    }
  }
}
