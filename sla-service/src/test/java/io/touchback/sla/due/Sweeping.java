package io.touchback.sla.due;

import jakarta.inject.Singleton;
import java.time.Instant;

/** A sweep as if everything had been read up to some instant. */
@Singleton
public class Sweeping {
  private final DueSweep sweep;
  private final SettableProgress progress;

  Sweeping(DueSweep sweep, SettableProgress progress) {
    this.sweep = sweep;
    this.progress = progress;
  }

  public void upTo(Instant instant) {
    progress.upTo = instant;
    try {
      sweep.run();
    } finally {
      progress.upTo = Instant.EPOCH;
    }
  }
}
