package io.touchback.bench.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcTest {
  @Test
  void readsTheProcessorTimesBehindANameThatMayBeAnything() {
    var stat = "42 (a) b (c)) S 1 42 42 0 -1 4194560 9 8 7 6 100 20 3 4 20 0 1 0 12345";
    assertEquals(1.27, Proc.cpuSeconds(stat), 1e-9);
  }

  @Test
  void readsWhatTheHostGaveToOthers() {
    var before = Processors.of("cpu  100 0 50 1000 10 0 5 45 0 0");
    var after = Processors.of("cpu  160 0 80 2000 20 0 10 75 0 0");
    assertEquals(new Processors(200, 45), before);
    assertEquals(100.0 * 30 / 125, after.percentWithheldSince(before), 1e-9);
  }

  @Test
  void usageIsWhatCameSinceThen() {
    var before = new Usage(Map.of("orders", 10.0, Usage.BENCH, 1.0));
    var after = new Usage(Map.of("orders", 12.0, "sla", 1.0, Usage.BENCH, 1.5));
    var each = after.since(before).perThousand(2_000);
    assertEquals(1.0, each.cpuSeconds().get("orders"));
    assertEquals(1.5, each.ofHouse());
    assertEquals(1.75, each.ofAll());
  }
}
