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

  /** Ends it in good order, if need be by force. */
  void stop();
}
