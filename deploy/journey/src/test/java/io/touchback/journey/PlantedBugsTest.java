package io.touchback.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bug that cannot be planted any more proves nothing: it is told when the code changes. */
class PlantedBugsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** Git itself could not work here, as in somebody else's checkout. */
  private static final int FATAL = 128;

  static List<Path> patches() throws IOException {
    try (var files = Files.list(ROOT.resolve("deploy/journey/planted"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  @DisplayName("Each bug of deploy/journey/planted can still be planted")
  void applies(Path patch) throws InterruptedException {
    try {
      var git =
          new ProcessBuilder("git", "apply", "--check", patch.toString())
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .start();
      var said = new String(git.getInputStream().readAllBytes(), UTF_8);
      int code = git.waitFor();
      assumeTrue(code != FATAL, said);
      assertEquals(0, code, said);
    } catch (IOException e) {
      assumeTrue(false, "Git is not installed: " + e.getMessage());
    }
  }
}
