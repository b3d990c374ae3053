package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
  /** By chance, of a thousand some would be. */
  @Test
  void noneIsFoundTwice() {
    assertEquals(1_000, IntStream.range(0, 1_000).map(n -> FreePort.find()).distinct().count());
  }
}
