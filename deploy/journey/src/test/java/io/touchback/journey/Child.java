package io.touchback.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that can be killed like a machine loses power, and started again. */
final class Child {
  private final String name;
  private final Path log;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * @param arguments of {@code java}
   * @param environment on top of this JVM's
   */
  Child(String name, Path log, List<String> arguments, Map<String, String> environment) {
    this.name = name;
    this.log = log;
    this.arguments = arguments;
    this.environment = environment;
  }

  void start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException(name + " is running");
    }
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start", e);
    }
  }

  /** As {@code kill -9}. */
  void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  /** As SIGTERM: it may finish what it has in hand. */
  void stop() {
    if (process != null && process.isAlive()) {
      process.destroy();
      awaitEnd();
    }
  }

  boolean alive() {
    return process != null && process.isAlive();
  }

  private Process running() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " is not running; see " + log);
    }
    return process;
  }

  private void awaitEnd() {
    try {
      if (process != null && !process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " did not end within 30 s; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
