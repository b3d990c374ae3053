package io.touchback.orders.webhook.woocommerce;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PhpTextTest {
  private static final String TEXT =
      "a:3:{i:0;a:2:{s:6:\"number\";s:5:\"Zoë1\";s:4:\"date\";i:1772496000;}"
          + "s:4:\"more\";O:8:\"stdClass\":2:{s:3:\"qty\";d:2.5;s:2:\"ok\";b:1;}i:2;N;}";

  @Test
  void readsArraysObjectsAndScalars() {
    assertEquals(
        "{\"0\":{\"number\":\"Zoë1\",\"date\":1772496000},\"more\":{\"qty\":2.5,\"ok\":true},\"2\":null}",
        String.valueOf(PhpText.read(TEXT)));
  }

  @Test
  void whatIsNotWholeIsNothing() {
    for (String broken :
        new String[] {
          "",
          "a",
          "a:",
          "a:1:{",
          "s:99:\"x\";",
          "s:-1:\"\";",
          "a:999999999:{i:0;i:1;}",
          "i:x;",
          "Z:1;",
          "a:1:{i:0;" + "a:1:{i:0;".repeat(100)
        }) {
      assertNull(PhpText.read(broken), broken);
    }
  }

  @Test
  void mutationsNeverThrow() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder mutated = new StringBuilder(TEXT);
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        mutated.setCharAt(random.nextInt(mutated.length()), (char) (32 + random.nextInt(95)));
      }
      String text = mutated.substring(0, random.nextInt(mutated.length()) + 1);
      assertDoesNotThrow(() -> PhpText.read(text), () -> "seed " + seed + ": " + text);
    }
  }
}
