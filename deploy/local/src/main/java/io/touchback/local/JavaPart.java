package io.touchback.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A JVM of its own, writing to a log file. */
final class JavaPart implements Part {
  /** Ctrl-C goes to every process of the terminal; only the launcher is to hear it. */
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private static final int SIGNALLED = 128;

  /** Writing down how a start went takes some seconds, once. */
  private static final int PATIENCE_WHILE_RECORDING = 60;

  private final String name;
  private final Command command;
  private final StartCache cache;
  private final BooleanSupplier ready;
  private final Leftovers leftovers;
  private @Nullable Process process;

  /**
   * How to start it.
   *
   * @param arguments of {@code java}
   * @param environment all of it
   * @param folder to work in: what a JVM drops when it dies falls here
   * @param patienceSeconds how long it may take to end when asked to
   */
  record Command(
      List<String> arguments,
      Map<String, String> environment,
      Path folder,
      Path log,
      int patienceSeconds) {}

  JavaPart(
      String name, Command command, StartCache cache, BooleanSupplier ready, Leftovers leftovers) {
    this.name = name;
    this.command = command;
    this.cache = cache;
    this.ready = ready;
    this.leftovers = leftovers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path log() {
    return command.log;
  }

  @Override
  public void start() {
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
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
    rememberOrEnd(process);
  }

  /** What nobody remembers would run on beside its successor. */
  private void rememberOrEnd(Process started) {
    try {
      leftovers.remember(name, started.toHandle());
    } catch (RuntimeException e) {
      started.destroyForcibly();
      throw e;
    }
  }

  @Override
  public boolean isReady() {
    return ready.getAsBoolean();
  }

  @Override
  public CompletableFuture<String> ended() {
    return running().onExit().thenApply(ended -> how(ended.exitValue()));
  }

  private static String how(int code) {
    return code > SIGNALLED ? "killed by signal " + (code - SIGNALLED) : "exit code " + code;
  }

  @Override
  public boolean isRecorded() {
    return cache.records();
  }

  @Override
  public void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (process.waitFor(patienceSeconds(), TimeUnit.SECONDS)) {
        cache.keep();
      } else {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    leftovers.forget(name);
  }

  private int patienceSeconds() {
    return isRecorded() ? PATIENCE_WHILE_RECORDING : command.patienceSeconds;
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }
}
