package io.touchback.bench.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** So many of the same, made before anything is timed and closed after it. */
final class Several<T extends AutoCloseable> implements AutoCloseable {
  private final List<T> all = new ArrayList<>();

  Several(int count, Callable<T> maker) {
    try {
      for (int i = 0; i < count; i++) {
        all.add(maker.call());
      }
    } catch (Exception e) {
      close();
      throw new IllegalStateException(e);
    }
  }

  T get(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }

  @Override
  public void close() {
    for (var one : all) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
