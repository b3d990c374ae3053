package io.touchback.journey;

import io.touchback.local.CallersVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that can be killed like a machine loses power, put to sleep, and started again.
 */
final class Child {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final int port;
  private final Path log;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * @param port where it listens
   * @param arguments of {@code java}
   * @param environment on top of this JVM's, without what its caller has set for a Touchback
   */
  Child(String name, int port, Path log, List<String> arguments, Map<String, String> environment) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.arguments = arguments;
    this.environment = environment;
  }

  int port() {
    return port;
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  synchronized void start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException(name + " is running");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    CallersVariables.removeFrom(builder);
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start", e);
    }
  }

  /** As {@code kill -9}. */
  synchronized void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  /**
   * As SIGTERM: it may finish what it has in hand.
   *
   * @return how long it took
   */
  synchronized Duration stop() {
    long told = System.nanoTime();
    if (process != null && process.isAlive()) {
      process.destroy();
      awaitEnd();
    }
    return Duration.ofNanos(System.nanoTime() - told);
  }

  /** As SIGSTOP: it does not know that time goes by. */
  void suspend() {
    signal("STOP");
  }

  /** As SIGCONT. */
  void resume() {
    if (alive()) {
      signal("CONT");
    }
  }

  synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return running().pid();
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Process running() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " is not running; see " + log);
    }
    return process;
  }

  private void awaitEnd() {
    try {
      if (process != null && !process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " did not end within " + PATIENCE + "; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
