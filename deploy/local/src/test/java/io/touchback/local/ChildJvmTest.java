package io.touchback.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  @TempDir Path folder;

  @Test
  @DisplayName("What cannot be remembered does not run on")
  void whatCannotBeRememberedIsEnded() {
    var sleeper = sleeper(folder);
    Folders.delete(folder.resolve("processes"));

    assertThrows(UncheckedIOException.class, sleeper::start);
    await().atMost(60, SECONDS).until(() -> sleeper.ended().isDone());
  }

  @Test
  void whatDoesNotListenIsEndedByForce() {
    var sleeper = sleeper(folder);
    sleeper.start();
    // Before that SIGTERM ends it although it is stopped.
    await().atMost(60, SECONDS).until(() -> Files.size(sleeper.log()) > 0);
    sleeper.suspend();
    var took = sleeper.stop();
    assertTrue(took.toSeconds() >= 2, took.toString());
    assertFalse(sleeper.alive());
    assertFalse(Files.exists(folder.resolve("processes/sleeper")));
  }

  /** It may take two seconds to end. */
  static ChildJvm sleeper(Path folder) {
    var command =
        new ChildJvm.Command(
            List.of(Sleeper.class.getName()),
            Map.of(
                "PATH", System.getenv("PATH"), "CLASSPATH", System.getProperty("java.class.path")),
            folder,
            folder.resolve("log"),
            2);
    return new ChildJvm("sleeper", 0, command, StartCache.none(), folder.resolve("processes"));
  }

  /** Ends when it is made to. */
  static final class Sleeper {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("asleep");
      SECONDS.sleep(60);
    }
  }
}
