package io.touchback.local;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A JVM of its own that is kept running. */
record JavaPart(ChildJvm jvm, BooleanSupplier ready) implements Part {
  private static final int SIGNALLED = 128;

  @Override
  public String name() {
    return jvm.name();
  }

  @Override
  public Path log() {
    return jvm.log();
  }

  @Override
  public void start() {
    jvm.start();
  }

  @Override
  public boolean isReady() {
    return ready.getAsBoolean();
  }

  @Override
  public CompletableFuture<String> ended() {
    return jvm.ended().thenApply(JavaPart::how);
  }

  private static String how(int code) {
    return code > SIGNALLED ? "killed by signal " + (code - SIGNALLED) : "exit code " + code;
  }

  @Override
  public boolean isRecorded() {
    return jvm.records();
  }

  @Override
  public void stop() {
    jvm.stop();
  }
}
