package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers the processes that were started, so that the next start can end those which outlived a
 * killed launcher.
 */
final class Leftovers {
  /** The start times that two JVMs see of one process may differ by the clock's corrections. */
  private static final Duration SAME_START = Duration.ofSeconds(5);

  private final Path folder;

  Leftovers(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + folder, e);
    }
  }

  void remember(String name, ProcessHandle process) {
    var started = process.info().startInstant().map(Instant::toString).orElse("");
    try {
      Files.writeString(folder.resolve(name), process.pid() + " " + started + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + folder, e);
    }
  }

  void forget(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + folder, e);
    }
  }

  /** Ends the process of that name if it still runs; true if it did. */
  boolean end(String name) {
    var process = find(name);
    process.ifPresent(Leftovers::end);
    forget(name);
    return process.isPresent();
  }

  private Optional<ProcessHandle> find(String name) {
    try {
      var words = Files.readString(folder.resolve(name)).strip().split(" ", 2);
      var started = Instant.parse(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0])).filter(p -> startedAt(p, started));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant started) {
    return process
        .info()
        .startInstant()
        .filter(at -> Duration.between(at, started).abs().compareTo(SAME_START) < 0)
        .isPresent();
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
