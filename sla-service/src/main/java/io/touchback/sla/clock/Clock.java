package io.touchback.sla.clock;

import io.touchback.sla.alert.Alert;
import io.touchback.sla.alert.Alert.Ending;
import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One running policy on one subject.
 *
 * @param id given by policy, subject and cycle, so that no replay makes a second one; also the id
 *     of its alert
 * @param stop what stopped it, or why it never ran
 */
public record Clock(
    UUID id,
    Subject subject,
    Policy policy,
    @Nullable String shipment,
    Mark start,
    Timing timing,
    Deadline deadline,
    Instant dueAt,
    State state,
    @Nullable Mark stop,
    String silence) {
  private static final Pattern TIMED =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

  static UUID id(Subject subject, Cycle cycle) {
    var identity =
        String.join(
            "\n",
            subject.shop(),
            subject.type().word(),
            subject.id(),
            cycle.policy().word(),
            cycle.key());
    return near(subject.id(), UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Begins as the subject's id does, where that begins with a time (RFC 9562, version 7; the result
   * is of version 8): what is written at about the same time stands together in every index.
   */
  private static UUID near(String subject, UUID named) {
    if (!TIMED.matcher(subject).matches()) {
      return named;
    }
    long time = UUID.fromString(subject).getMostSignificantBits() & ~0xffffL;
    long rest = named.getMostSignificantBits() & 0xfffL;
    return new UUID(time | 0x8000L | rest, named.getLeastSignificantBits());
  }

  static Clock armed(Subject subject, Cycle cycle, Timing timing) {
    return new Clock(
        id(subject, cycle),
        subject,
        cycle.policy(),
        cycle.leg() == null ? null : cycle.leg().shipment(),
        cycle.start(),
        timing,
        cycle.deadline(),
        timing.due(cycle.start().at(), cycle.deadline()),
        State.OPEN,
        null,
        cycle.silence());
  }

  Clock ended(State how, Mark by) {
    return new Clock(
        id, subject, policy, shipment, start, timing, deadline, dueAt, how, by, silence);
  }

  /** What operations are told when it breaks. */
  public Alert alert() {
    return new Alert(
        id,
        subject.shop(),
        policy.word(),
        new Alert.About(subject.type().word(), subject.id(), subject.number()),
        shipment,
        start.at(),
        dueAt,
        silence);
  }

  /** How its alert ends, once it was stopped late. */
  public Ending resolution() {
    var by = Objects.requireNonNull(stop);
    var late = Spans.words(Duration.between(dueAt, by.at()));
    return new Ending(id, Alert.State.RESOLVED, by.what() + ", " + late + " late");
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean inTime(Mark stop) {
    return !stop.at().isAfter(dueAt);
  }

  /** Where a clock is. */
  public enum State {
    /** Running, or stopped late and not yet seen by a sweep. */
    OPEN,
    /** Running, and its alert has been raised. */
    BREACHED,
    /** Stopped in time. */
    STOPPED,
    /** Stopped after it was due. */
    LATE,
    /** Does not run: the policy was off, or nothing would stop it. */
    OFF;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
