package io.touchback.bench.house;

import io.touchback.local.CallersVariables;
import io.touchback.local.StartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that can be stopped and started again. */
public final class JavaProcess {
  private static final int PATIENCE_SECONDS = 30;

  /** Writing down how a start went takes some seconds, once. */
  private static final int PATIENCE_WHILE_RECORDING = 120;

  private final String name;
  private final Path log;
  private final List<String> arguments;
  private final StartCache cache;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * @param arguments of {@code java}
   * @param environment on top of this JVM's, without what its caller has set for a Touchback
   */
  JavaProcess(
      String name,
      Path log,
      List<String> arguments,
      StartCache cache,
      Map<String, String> environment) {
    this.name = name;
    this.log = log;
    this.arguments = List.copyOf(arguments);
    this.cache = cache;
    this.environment = Map.copyOf(environment);
  }

  String name() {
    return name;
  }

  void start(Map<String, String> more) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(cache.options());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    CallersVariables.removeFrom(builder);
    builder.environment().remove("CLASSPATH");
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start", e);
    }
  }

  /** As SIGTERM: it finishes what it has in hand. */
  void stop() {
    var running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (running.waitFor(patienceSeconds(), TimeUnit.SECONDS)) {
        cache.keep();
      } else {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  private int patienceSeconds() {
    return records() ? PATIENCE_WHILE_RECORDING : PATIENCE_SECONDS;
  }

  /** Whether this run is one that later ones start faster by. */
  boolean records() {
    return cache.records();
  }

  /** As SIGSTOP: it does nothing at all, and does not know. */
  void suspend() {
    signal("STOP");
  }

  /** As SIGCONT. */
  void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean alive() {
    return process != null && process.isAlive();
  }

  /** Of the running process. */
  long pid() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " is not running; see " + log);
    }
    return process.pid();
  }
}
