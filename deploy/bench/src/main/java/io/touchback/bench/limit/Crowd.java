package io.touchback.bench.limit;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same by many at once. */
final class Crowd {
  private Crowd() {}

  /** What one of them does. */
  @FunctionalInterface
  interface Member {
    void act(int number) throws Exception;
  }

  /**
   * @return the seconds until all were done
   */
  static double seconds(int members, Member member) {
    var threads = Executors.newFixedThreadPool(members);
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
    } finally {
      threads.shutdownNow();
    }
  }
}
