package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidV7Test {
  private static final Instant NOON = Instant.parse("2026-03-09T12:00:00Z");

  @Test
  void saysWhenItWasMade() {
    var id = UuidV7.at(NOON.plusNanos(999_999));
    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertEquals(NOON, Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16));
    assertEquals(4095, id.getMostSignificantBits() & 0xfff);
  }

  @Test
  void laterIsGreaterAsTextToo() {
    for (int micros = 1; micros < 20_000; micros++) {
      var before = UuidV7.at(NOON.plusNanos(1_000L * (micros - 1))).toString();
      var after = UuidV7.at(NOON.plusNanos(1_000L * micros)).toString();
      assertTrue(before.compareTo(after) < 0, () -> before + " " + after);
    }
  }

  @Test
  void noTwoOfAMomentAreTheSame() {
    var ids =
        IntStream.range(0, 50_000)
            .parallel()
            .mapToObj(i -> UuidV7.at(NOON))
            .collect(Collectors.toSet());
    assertEquals(50_000, ids.size());
  }
}
