package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of our payloads becomes just what stands in {@code translations/PLATFORM/NAME.json}. To
 * write these files anew after a change (and then read the difference): {@code
 * -Dtranslations.write}.
 */
class TranslationsTest {
  static List<Payloads.Payload> own() {
    return Payloads.own();
  }

  @ParameterizedTest
  @MethodSource("own")
  @DisplayName("W3: a payload is translated facet by facet, each as of its own time")
  void isTranslated(Payloads.Payload payload) throws IOException {
    Path golden =
        Path.of("src/test/resources/translations", payload.platform(), payload.name() + ".json");
    String translation = Payloads.written(payload.translation());
    if (System.getProperty("translations.write") != null) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, translation);
    }
    assertEquals(Files.readString(golden), translation);
  }
}
