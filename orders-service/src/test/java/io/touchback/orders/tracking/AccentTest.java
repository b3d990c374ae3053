package io.touchback.orders.tracking;

import static io.touchback.orders.tracking.Accent.contrast;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {
  @Test
  @DisplayName("whatever colour a shop has, all that is written in it or on it can be read")
  void alwaysReadable() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      String colour = String.format("#%06x", random.nextInt(0x1000000));
      Accent accent = Accent.of(colour);
      assertTrue(contrast(accent.plain(), accent.onPlain()) >= 4.5, colour);
      assertTrue(contrast(accent.onLight(), "#ffffff") >= 4.5, colour);
      assertTrue(contrast(accent.onDark(), "#1e2227") >= 4.5, colour);
      assertTrue(contrast(accent.onDark(), "#000000") >= 4.5, colour);
    }
  }

  @Test
  void aColourThatCanBeReadIsLeftAlone() {
    assertEquals(
        new Accent("#0f766e", "#ffffff", "#0f766e", Accent.of("#0f766e").onDark()),
        Accent.of("#0f766e"));
    assertEquals("#ffdd00", Accent.of("#FD0").plain());
  }

  @Test
  void contrastAsWcagHasIt() {
    assertEquals(21, contrast("#000000", "#ffffff"), 0.001);
    assertEquals(4.54, contrast("#767676", "#ffffff"), 0.01);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"red", "#12345", "#0f766e;}", "url(x)", "#0f766e\n", "0f766e", "＃0f766e"})
  void anythingElseIsOurs(String colour) {
    assertEquals("#0f766e", Accent.of(colour).plain());
  }
}
