package io.touchback.bench.limit;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The same by many at once; the threads are there before. */
final class Crowd implements AutoCloseable {
  private final int members;
  private final ThreadPoolExecutor threads;

  /** What one of them does. */
  @FunctionalInterface
  interface Member {
    void act(int number) throws Exception;
  }

  Crowd(int members) {
    this.members = members;
    threads =
        new ThreadPoolExecutor(
            members, members, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>());
    threads.prestartAllCoreThreads();
  }

  /**
   * @return the seconds until all were done
   */
  double seconds(Member member) {
    long start = System.nanoTime();
    try {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < members; i++) {
        int number = i;
        Callable<Boolean> act =
            () -> {
              member.act(number);
              return true;
            };
        running.add(threads.submit(act));
      }
      for (var one : running) {
        one.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
