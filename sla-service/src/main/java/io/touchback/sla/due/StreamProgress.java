package io.touchback.sla.due;

import io.touchback.sla.policy.Gate;
import java.time.Instant;
import java.util.Optional;

/** How far the streams have been read, in their producers' time. */
interface StreamProgress {
  /** Up to then nothing can be missing that would stop a clock of this gate; EPOCH = unknown. */
  Instant readUpTo(Gate gate);

  /** Up to then the topic has been read whole; EPOCH = unknown. */
  Instant watermark(String topic);

  /** When any of the topic was last read; empty if nothing ever was. */
  Optional<Instant> lastRead(String topic);
}
