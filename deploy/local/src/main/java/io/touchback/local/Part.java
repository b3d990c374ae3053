package io.touchback.local;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Something that runs in processes of its own and is to be kept running. */
interface Part {
  String name();

  Path log();

  /** Starts it; it need not be ready when this returns. */
  void start();

  /** Whether it answers. */
  boolean isReady();

  /** Completes when it has ended, with how it ended. */
  CompletableFuture<String> ended();

  /** Whether this run is recorded, so that the next starts faster: then it takes long to end. */
  default boolean isRecorded() {
    return false;
  }

  /** Ends it in good order, if need be by force. */
  void stop();
}
