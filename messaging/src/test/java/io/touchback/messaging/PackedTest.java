package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "{\"subject\":\"Zoë 📦\"}"})
  void whatIsPackedCanBeUnpacked(String json) {
    assertArrayEquals(json.getBytes(UTF_8), Packed.unpacked(Packed.of(json.getBytes(UTF_8))));
  }

  @Test
  void aMailBecomesMuchSmaller() {
    var mail = "<tr><td>Glass beads, sea green</td></tr>\n".repeat(500).getBytes(UTF_8);
    assertTrue(Packed.of(mail).length < mail.length / 10);
  }

  @Test
  void whatWasKeptUnpackedIsRead() {
    var kept = "{\"subject\":\"kept before\"}".getBytes(UTF_8);
    assertArrayEquals(kept, Packed.unpacked(kept));
  }
}
