package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for a stack, which goes when this JVM goes, and takes its PostgreSQL with it and every
 * {@link ChildJvm} whose process is told in its {@code processes}.
 */
public final class ThrowawayFolder {
  /** Waits for the end of its input, which comes however the JVM ends, even by kill -9. */
  private static final String CARETAKER =
      """
      trap '' INT TERM HUP
      read _
      for child in "$1"/processes/*; do
        read pid _ < "$child" && kill -KILL "$pid"
      done
      if read pid < "$1/postgres/data/postmaster.pid"; then
        kill -QUIT "$pid"
        while kill -0 "$pid"; do sleep 0.1; done
      fi
      rm -rf "$1"
      """;

  private ThrowawayFolder() {}

  public static Path create() {
    return create(Folders.ofThisUser());
  }

  /** In a folder of the caller's, such as one on a disk: temporary folders are often in memory. */
  public static Path create(Path parent) {
    try {
      Files.createDirectories(parent);
      var folder = Files.createTempDirectory(parent, "stack").toAbsolutePath();
      Folders.letPass(folder);
      new ProcessBuilder("sh", "-c", CARETAKER, "sh", folder.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for a throwaway stack", e);
    }
  }
}
