package io.touchback.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bug that cannot be planted any more proves nothing: it is told when the code changes. */
class PlantedBugsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  static List<Path> patches() throws IOException {
    try (var files = Files.list(ROOT.resolve("deploy/journey/planted"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  @DisplayName("Each bug of deploy/journey/planted can still be planted")
  void applies(Path patch) throws IOException, InterruptedException {
    assumeTrue(gitIsThere(), "Git is not installed");
    var said = new StringBuilder();
    assertEquals(0, git(said, "apply", "--check", patch.toString()), said::toString);
  }

  private static boolean gitIsThere() throws InterruptedException {
    try {
      return git(new StringBuilder(), "--version") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** In somebody else's checkout, too. */
  private static int git(StringBuilder said, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
    command.addAll(List.of(arguments));
    var git =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
    said.append(new String(git.getInputStream().readAllBytes(), UTF_8));
    return git.waitFor();
  }
}
