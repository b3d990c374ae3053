package io.touchback.bench.load;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
  @Test
  void nothingToSendIsAnsweredAtOnce() {
    try (var load = new HttpLoad(1, 0)) {
      var none = Webhooks.of(new Ledger(1, 0), List.of("shop"), "secret");
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> load.burst(none));
    }
  }
}
