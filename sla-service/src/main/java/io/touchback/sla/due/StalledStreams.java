package io.touchback.sla.due;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.sla.SlaConfig;
import io.touchback.sla.alert.Alert;
import io.touchback.sla.alert.Alert.About;
import io.touchback.sla.alert.Alert.Ending;
import io.touchback.sla.alert.Alerts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * A stream that stands still blinds us: that is an alert itself, {@code stream.behind}. It ends
 * when the stream has been read past the moment at which it became one. How long is long is
 * measured without the wall clock. Before anybody has told us of its progress, reading any of it is
 * progress enough; a stream of which nothing was ever read has not begun.
 */
@Singleton
final class StalledStreams {
  private static final String POLICY = "stream.behind";
  private static final List<String> TOPICS = List.of("orders", "notices");

  private final StreamProgress progress;
  private final Alerts alerts;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Map<String, Moved> last = new HashMap<>();

  @Inject
  StalledStreams(StreamProgress progress, Alerts alerts, SlaConfig config) {
    this(progress, alerts, config.sweep().stalledAfter(), System::nanoTime);
  }

  StalledStreams(StreamProgress progress, Alerts alerts, Duration patience, LongSupplier nanoTime) {
    this.progress = progress;
    this.alerts = alerts;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  void look() {
    var open = alerts.open(POLICY);
    for (var topic : TOPICS) {
      var read = read(topic);
      if (isStalled(topic, read)) {
        raise(alert(topic, read.upTo));
      }
      open.stream()
          .filter(alert -> alert.subject().id().equals(topic) && read.upTo.isAfter(alert.dueAt()))
          .forEach(this::resolve);
    }
  }

  private Read read(String topic) {
    var watermark = progress.watermark(topic);
    return watermark.isAfter(Instant.EPOCH)
        ? new Read(true, watermark)
        : new Read(false, progress.lastRead(topic).orElse(Instant.EPOCH));
  }

  private boolean isStalled(String topic, Read read) {
    var before = last.get(topic);
    if (before == null || read.isMovedFrom(before.read)) {
      last.put(topic, new Moved(read, nanoTime.getAsLong()));
      return false;
    }
    return read.upTo.isAfter(Instant.EPOCH)
        && nanoTime.getAsLong() - before.at >= patience.toNanos();
  }

  private Alert alert(String topic, Instant since) {
    var identity = String.join("\n", POLICY, topic, since.toString());
    return new Alert(
        UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)),
        Alert.EVERY_SHOP,
        POLICY,
        new About("stream", topic, topic),
        null,
        since,
        since.plus(patience),
        "Nothing on the stream '%s' has been read since %s: what happened later is not seen, and no alarm that depends on it is given."
            .formatted(topic, since));
  }

  private void raise(Alert alert) {
    QuarkusTransaction.requiringNew().run(() -> alerts.raise(List.of(alert)));
  }

  private void resolve(Alert alert) {
    var ending = new Ending(alert.id(), Alert.State.RESOLVED, "it is read again");
    QuarkusTransaction.requiringNew().run(() -> alerts.end(List.of(ending)));
  }

  /**
   * How far a stream has been read.
   *
   * @param whole by its producer's time; else by our own, when some of it was
   */
  private record Read(boolean whole, Instant upTo) {
    /** Also back: where the wall clock is set back, a watermark goes with it. */
    boolean isMovedFrom(Read before) {
      return whole != before.whole || !upTo.equals(before.upTo);
    }
  }

  /** How far a stream had been read when it last moved, and when that was. */
  private record Moved(Read read, long at) {}
}
