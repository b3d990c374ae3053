package io.touchback.notify.notice;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice given to one instance to send.
 *
 * @param ticket what every later write must show
 * @param was the state it was found in
 * @param content the event's, packed; null = its customer was erased
 * @param mail as the last try wrote it, packed
 * @param shop its identity, JSON
 * @param attempts charged before
 * @param unknowns how often nobody knew whether it arrived
 * @param triedFor since its first try
 */
record Claim(
    Ticket ticket,
    NoticeState was,
    NoticeIdentity identity,
    @Nullable String recipient,
    boolean addressSuppressed,
    byte @Nullable [] content,
    byte @Nullable [] mail,
    String shop,
    int attempts,
    int unknowns,
    Duration triedFor) {

  /** Of a notice that nobody has tried before, by whoever has its content at hand. */
  static Claim first(Ticket ticket, NoticeIdentity identity, @Nullable String recipient) {
    return new Claim(
        ticket,
        NoticeState.PENDING,
        identity,
        recipient,
        false,
        null,
        null,
        "",
        0,
        0,
        Duration.ZERO);
  }

  /** Of one of its tries nobody knows what became of it. */
  boolean mayHaveArrived() {
    return unknowns > 0;
  }

  /** Proof of a claim: the fence rises each time the notice is given out. */
  record Ticket(UUID id, long owner, int fence) {}

  /** What makes a notice the one it is. */
  record NoticeIdentity(String shop, String orderId, NoticeKind kind, String transition) {}
}
