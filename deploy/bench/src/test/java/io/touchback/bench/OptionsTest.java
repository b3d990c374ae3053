package io.touchback.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.bench.scenario.Scenario;
import io.touchback.bench.scenario.Sizes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void quickIsFromWebhookToMail() {
    assertEquals(List.of("limits", "burst", "sustained", "low-load"), scenarios("--quick"));
    assertEquals(Sizes.QUICK, options("--quick").sizes());
  }

  @Test
  void theWholeIsAllButWhatTakesTooLong() {
    var whole = scenarios();
    assertEquals(Bench.SCENARIOS.size() - 1, whole.size());
    assertTrue(!whole.contains("soak"), whole.toString());
    assertEquals(Sizes.FULL, options().sizes());
  }

  @Test
  void whatIsNamedRunsInWhateverSize() {
    assertEquals(List.of("clocks", "soak"), scenarios("--quick", "--only", "soak,clocks"));
    assertEquals(Sizes.QUICK, options("--only", "soak", "--quick").sizes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fast", "--only", "--only nothing", "--only soak,nothing"})
  void whatIsNotUnderstoodSaysHowItShouldBe(String line) {
    var failure = assertThrows(IllegalArgumentException.class, () -> options(line.split(" ")));
    assertTrue(failure.getMessage().contains("usage: deploy/bench/run"), failure.getMessage());
    assertTrue(failure.getMessage().contains("low-load"), failure.getMessage());
  }

  private static Options options(String... arguments) {
    return Options.of(arguments, Bench.SCENARIOS);
  }

  private static List<String> scenarios(String... arguments) {
    return options(arguments).scenarios().stream().map(Scenario::name).toList();
  }
}
