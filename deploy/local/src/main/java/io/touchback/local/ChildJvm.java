package io.touchback.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own, which can be stopped, killed like a machine loses power, put to sleep, and
 * started again. While it runs, a file of that name tells its process.
 */
public final class ChildJvm {
  /** Ctrl-C goes to every process of the terminal; only the launcher is to hear it. */
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  /** Writing down how a start went takes some seconds, once. */
  private static final int PATIENCE_WHILE_RECORDING = 120;

  private static final int PATIENCE_WITH_THE_KILLED = 30;

  private final String name;
  private final int port;
  private final Command command;
  private final StartCache cache;
  private final Leftovers processes;
  private volatile @Nullable Process process;

  /**
   * How to start it.
   *
   * @param arguments of {@code java}
   * @param environment all of it
   * @param folder to work in: what a JVM drops when it dies falls here
   * @param patienceSeconds how long it may take to end when asked to
   */
  public record Command(
      List<String> arguments,
      Map<String, String> environment,
      Path folder,
      Path log,
      int patienceSeconds) {}

  /**
   * @param port where it listens
   * @param processes a folder, of a {@link ThrowawayFolder} for one: that ends it with this JVM
   */
  public ChildJvm(String name, int port, Command command, StartCache cache, Path processes) {
    this.name = name;
    this.port = port;
    this.command = command;
    this.cache = cache;
    this.processes = new Leftovers(processes);
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public Path log() {
    return command.log;
  }

  public void start() {
    start(Map.of());
  }

  /**
   * @param more variables of its environment, for this once
   */
  public synchronized void start(Map<String, String> more) {
    if (alive()) {
      throw new IllegalStateException(name + " is running");
    }
    var line = new ArrayList<>(DEAF_TO_CTRL_C);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(cache.options());
    line.addAll(command.arguments);
    var builder =
        new ProcessBuilder(line)
            .directory(command.folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(command.environment);
    builder.environment().putAll(more);
    try {
      rememberOrEnd(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /** What nobody remembers would run on beside its successor. */
  private void rememberOrEnd(Process started) {
    process = started;
    try {
      processes.remember(name, started.toHandle());
    } catch (RuntimeException e) {
      started.destroyForcibly();
      throw e;
    }
  }

  /**
   * As SIGTERM: it may finish what it has in hand, and is ended by force if that takes too long.
   *
   * @return how long it took
   */
  public Duration stop() {
    long told = System.nanoTime();
    var running = process;
    if (running != null) {
      running.destroy();
      if (hasEnded(running, records() ? PATIENCE_WHILE_RECORDING : command.patienceSeconds)) {
        cache.keep();
      } else {
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        hasEnded(running.destroyForcibly(), PATIENCE_WITH_THE_KILLED);
      }
      processes.forget(name);
    }
    return Duration.ofNanos(System.nanoTime() - told);
  }

  /** As {@code kill -9}. */
  public void kill() {
    if (!hasEnded(running().destroyForcibly(), PATIENCE_WITH_THE_KILLED)) {
      throw new IllegalStateException(name + " does not end; see " + log());
    }
    processes.forget(name);
  }

  private static boolean hasEnded(Process process, int patienceSeconds) {
    try {
      return process.waitFor(patienceSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As SIGSTOP: it does nothing at all, and does not know that time goes by. */
  public void suspend() {
    Programs.runOrFail(List.of(), List.of("kill", "-STOP", String.valueOf(pid())));
  }

  /** As SIGCONT. */
  public void resume() {
    if (alive()) {
      Programs.runOrFail(List.of(), List.of("kill", "-CONT", String.valueOf(pid())));
    }
  }

  public boolean alive() {
    var last = process;
    return last != null && last.isAlive();
  }

  /** Of the running process. */
  public long pid() {
    return running().pid();
  }

  /** Whether this run is one that later ones start faster by: then it takes long to end. */
  public boolean records() {
    return cache.records();
  }

  /** Completes when what was started last has ended, with its exit code. */
  CompletableFuture<Integer> ended() {
    var last = process;
    if (last == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return last.onExit().thenApply(Process::exitValue);
  }

  private Process running() {
    var last = process;
    if (last == null || !last.isAlive()) {
      throw new IllegalStateException(name + " is not running; see " + log());
    }
    return last;
  }
}
