package io.touchback.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whoever reads our standard output through a pipe ({@code | head -1}). A writer learns only at its
 * next line that its reader has gone, and a topic may be silent for long; on Linux /proc tells.
 */
final class PipeReader {
  private static final Path PROCESSES = Path.of("/proc");

  private final Path pipe;
  private Path end;

  private PipeReader(Path pipe, Path end) {
    this.pipe = pipe;
    this.end = end;
  }

  /** The reader of our output; empty where there is no pipe, no Linux or no right to look. */
  static Optional<PipeReader> ofStandardOutput() {
    try {
      var pipe = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
      return pipe.toString().startsWith("pipe:")
          ? readingEnd(pipe).map(end -> new PipeReader(pipe, end))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Ends this process, without a word, when its reader has gone. */
  void endWithIt() {
    var watch =
        new Thread(
            () -> {
              try {
                while (isThere()) {
                  TimeUnit.MILLISECONDS.sleep(500);
                }
                Runtime.getRuntime().halt(0);
              } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
              }
            },
            "reader watch");
    watch.setDaemon(true);
    watch.start();
  }

  private boolean isThere() throws IOException {
    if (isReadingEnd(end, pipe)) {
      return true;
    }
    var other = readingEnd(pipe);
    other.ifPresent(found -> end = found);
    return other.isPresent();
  }

  private static Optional<Path> readingEnd(Path pipe) throws IOException {
    try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (var process : processes) {
        var found = readingEnd(process, pipe);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> readingEnd(Path process, Path pipe) {
    try (DirectoryStream<Path> ends = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var candidate : ends) {
        if (isReadingEnd(candidate, pipe)) {
          return Optional.of(candidate);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another user's process, or one that has just ended.
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The last octal digit of an open file's flags is how it is open: 0 for reading. */
  private static boolean isReadingEnd(Path candidate, Path pipe) {
    try {
      if (!Files.readSymbolicLink(candidate).equals(pipe)) {
        return false;
      }
      var info = Path.of(candidate.toString().replace("/fd/", "/fdinfo/"));
      return Files.readAllLines(info).stream()
          .anyMatch(line -> line.startsWith("flags:") && line.endsWith("0"));
    } catch (IOException e) {
      return false;
    }
  }
}
