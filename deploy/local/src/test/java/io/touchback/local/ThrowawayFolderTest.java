package io.touchback.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ThrowawayFolderTest {
  /** A JVM that starts a database and a JVM that stands still, and tells where. */
  static final class Starter {
    public static void main(String[] args) throws Exception {
      var folder = ThrowawayFolder.create();
      var postgres = LocalPostgres.start(folder.resolve("postgres"), 0);
      var sleeper = ChildJvmTest.sleeper(folder);
      sleeper.start();
      sleeper.suspend();
      System.out.println(
          folder + " " + postgres.process().orElseThrow().pid() + " " + sleeper.pid());
      Thread.sleep(60_000);
    }
  }

  @Test
  void goesWithAllThatRunsInItWhenItsJvmIsKilled() throws Exception {
    var starter =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName())
            .start();
    var told = starter.inputReader(StandardCharsets.UTF_8).readLine().split(" ");
    var folder = Path.of(told[0]);
    var postgres = ProcessHandle.of(Long.parseLong(told[1])).orElseThrow();
    var sleeper = ProcessHandle.of(Long.parseLong(told[2])).orElseThrow();
    assertTrue(Files.exists(folder));

    starter.destroyForcibly();

    await()
        .atMost(20, SECONDS)
        .until(() -> !postgres.isAlive() && !sleeper.isAlive() && !Files.exists(folder));
  }
}
