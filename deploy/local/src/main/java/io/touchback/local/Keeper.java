package io.touchback.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Keeps one part running: starts it, says when it is ready, starts it again when it has ended. */
final class Keeper {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After so long a life the next end is a new trouble, not the same again. */
  private static final Duration GOOD_LIFE = Duration.ofSeconds(60);

  private static final Duration NEWS_OF_WAITING = Duration.ofSeconds(30);
  private static final int ATTEMPTS_AT_FIRST = 3;

  private final Part part;
  private final Consumer<String> console;
  private final CompletableFuture<Void> readyOnce = new CompletableFuture<>();
  private boolean stopping;
  private int failures;

  Keeper(Part part, Consumer<String> console) {
    this.part = part;
    this.console = console;
  }

  /** Completes when the part has been ready for the first time, or cannot be brought to it. */
  CompletableFuture<Void> start() {
    var thread = new Thread(this::keep, "keep " + part.name());
    thread.setDaemon(true);
    thread.start();
    return readyOnce;
  }

  boolean isRecorded() {
    return part.isRecorded();
  }

  /** Ends the part for good; returns when it has ended. */
  void stop() {
    synchronized (this) {
      stopping = true;
    }
    part.stop();
  }

  private synchronized boolean startUnlessStopping() {
    if (!stopping) {
      part.start();
    }
    return !stopping;
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private void keep() {
    try {
      while (!isStopping()) {
        long born = System.nanoTime();
        var end = live(born);
        if (!isStopping()) {
          grieve(end, Duration.ofNanos(System.nanoTime() - born));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UserError e) {
      if (!readyOnce.completeExceptionally(e)) {
        console.accept(e.getMessage());
      }
    }
  }

  /** From start to end; says how it ended. */
  private String live(long born) throws InterruptedException {
    try {
      if (!startUnlessStopping()) {
        return "";
      }
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
    var ended = part.ended();
    if (becomesReady(ended, born)) {
      readyOnce.complete(null);
    }
    return ended.join();
  }

  private boolean becomesReady(CompletableFuture<String> ended, long born)
      throws InterruptedException {
    var news = NEWS_OF_WAITING;
    while (!part.isReady()) {
      if (hasEnded(ended, Duration.ofMillis(100))) {
        return false;
      }
      var age = Duration.ofNanos(System.nanoTime() - born);
      if (age.compareTo(news) > 0) {
        console.accept(
            "%s is not ready after %d s; its log says why: %s"
                .formatted(part.name(), age.toSeconds(), part.log()));
        news = news.plus(NEWS_OF_WAITING);
      }
    }
    var seconds = Duration.ofNanos(System.nanoTime() - born).toMillis() / 1000.0;
    console.accept("  %-15s ready after %.1f s".formatted(part.name(), seconds));
    return true;
  }

  private static boolean hasEnded(CompletableFuture<?> ended, Duration patience)
      throws InterruptedException {
    try {
      ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void grieve(String end, Duration age) throws InterruptedException {
    failures = age.compareTo(GOOD_LIFE) > 0 ? 1 : failures + 1;
    if (!readyOnce.isDone() && failures == ATTEMPTS_AT_FIRST) {
      throw new UserError(
          "%s does not start (%s). The end of its log %s:\n%s"
              .formatted(part.name(), end, part.log(), Logs.end(part.log())));
    }
    var pause = pause();
    console.accept(
        "%s has ended (%s); starting it again%s"
            .formatted(part.name(), end, pause.isZero() ? "" : " in " + pause.toSeconds() + " s"));
    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
  }

  /** None, then 1, 2, 4 … 30 s. */
  private Duration pause() {
    return failures == 1
        ? Duration.ZERO
        : Duration.ofSeconds(Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(failures - 2, 9)));
  }
}
