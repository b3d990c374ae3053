package io.touchback.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far this service has read its topics, in the producers' time.
 *
 * <p>Topics are those of {@code touchback.watermarks.topics}; any other is an {@link
 * IllegalArgumentException}. All instances see the same, since positions are kept in the database;
 * what an answer covers is committed and visible to a statement begun after it.
 */
@ApplicationScoped
public class Watermarks {
  private final Map<String, WatchedStream> streams = new HashMap<>();
  private final Map<String, Instant> last = new ConcurrentHashMap<>();
  private final @Nullable Duration grace;
  private final Inbox inbox;
  private final Clock clock;
  private final StreamWatch watch;

  Watermarks(
      WatermarksConfig config, KafkaClients clients, Inbox inbox, Lifetime lifetime, Clock clock) {
    config.topics().orElse(List.of()).forEach(topic -> streams.put(topic, new WatchedStream()));
    this.grace = config.grace().orElse(null);
    this.inbox = inbox;
    this.clock = clock;
    this.watch = new StreamWatch(streams, clients, lifetime, clock);
  }

  /**
   * Everything received by the topic's producer up to this instant has been read and committed
   * here, in all partitions; {@link Instant#EPOCH} while nothing is known, and never in the future,
   * however fast the producer's clock runs.
   */
  public Instant of(String topic) {
    var stream = stream(topic);
    var positions = inbox.positions(topic);
    var complete =
        grace == null ? stream.completeUpTo(positions) : stream.readToEndAt(positions).minus(grace);
    var now = clock.instant();
    var watermark = complete.isAfter(now) ? now : complete;
    last.put(topic, watermark);
    return watermark;
  }

  /**
   * Whether the topic has been read to an end that it had after that moment. For what counts as
   * missing even if its producer is down.
   *
   * @param nanos the moment, as {@link System#nanoTime()}
   */
  public boolean readToEndSince(String topic, long nanos) {
    return stream(topic).isReadToEndSince(nanos, inbox.positions(topic));
  }

  /** When any of it was last read, by the database's clock; empty if nothing ever was. */
  public Optional<Instant> lastRead(String topic) {
    stream(topic);
    return inbox.movedAt(topic);
  }

  void start(@Observes StartupEvent event, MeterRegistry meters) {
    if (streams.isEmpty()) {
      return;
    }
    streams.keySet().forEach(topic -> measureLag(topic, meters));
    var thread = new Thread(watch, "touchback watermarks");
    thread.setDaemon(true);
    thread.start();
  }

  /** Why watermarks stand still, if they do. */
  @Nullable String trouble() {
    return watch.trouble();
  }

  private void measureLag(String topic, MeterRegistry meters) {
    TimeGauge.builder("touchback.watermark.lag", this, TimeUnit.MILLISECONDS, all -> all.lag(topic))
        .description("How far the watermark last asked for was behind the clock")
        .tag("topic", topic)
        .register(meters);
  }

  private double lag(String topic) {
    var known = last.get(topic);
    return known == null ? Double.NaN : Duration.between(known, clock.instant()).toMillis();
  }

  private WatchedStream stream(String topic) {
    var stream = streams.get(topic);
    if (stream == null) {
      throw new IllegalArgumentException(topic + " is not in touchback.watermarks.topics");
    }
    return stream;
  }
}
