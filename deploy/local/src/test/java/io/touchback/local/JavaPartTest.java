package io.touchback.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaPartTest {
  @TempDir Path folder;

  @Test
  @DisplayName("What cannot be remembered does not run on")
  void whatCannotBeRememberedIsEnded() {
    var processes = folder.resolve("processes");
    var leftovers = new Leftovers(processes);
    Folders.delete(processes);
    var command =
        new JavaPart.Command(
            List.of("-cp", System.getProperty("java.class.path"), Sleeper.class.getName()),
            Map.of("PATH", System.getenv("PATH")),
            folder,
            folder.resolve("log"),
            5);
    var part = new JavaPart("sleeper", command, StartCache.none(), () -> false, leftovers);

    assertThrows(UncheckedIOException.class, part::start);
    await().atMost(10, SECONDS).until(() -> part.ended().isDone());
  }

  /** Ends when it is made to. */
  static final class Sleeper {
    public static void main(String[] arguments) throws InterruptedException {
      SECONDS.sleep(60);
    }
  }
}
