package io.touchback.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a polled batch: unreadable records to the dead letters, seen ones dropped, the rest to the
 * handler in one transaction together with the inbox rows and the stream's positions.
 *
 * <p>A topic has one handler in a service: what one has taken in is seen for all.
 */
@ApplicationScoped
public class EventReader {
  private static final Logger LOG = Logger.getLogger(EventReader.class);

  /** Before an event is blamed, or a batch, for a failure that may have had another cause. */
  private static final int TRIES = 3;

  /** Waits of a batch between such tries; for a flood of failing events there is no time. */
  private static final int MOST_PAUSES = 20;

  private final Inbox inbox;
  private final DeadLetters deadLetters;
  private final Topics topics;
  private final Lifetime lifetime;
  private final MeterRegistry meters;

  EventReader(
      Inbox inbox,
      DeadLetters deadLetters,
      Topics topics,
      Lifetime lifetime,
      MeterRegistry meters) {
    this.inbox = inbox;
    this.deadLetters = deadLetters;
    this.topics = topics;
    this.lifetime = lifetime;
    this.meters = meters;
  }

  /**
   * Returns when every record's effect is committed; never throws for a bad record, nor while the
   * database or the broker is away: then it tries again for as long as the service runs. When that
   * ends it throws, and the batch must not be acknowledged.
   *
   * @param from where the batch begins, by partition; absent = at the topic's beginning
   * @param heldUp told why, each time that the database is away, or a dead letter cannot be written
   * @throws EventsForgotten if the database stands before that: read from where it stands
   */
  void read(
      ConsumerRecords<String, byte[]> records,
      Map<TopicPartition, Long> from,
      BatchHandler handler,
      Consumer<String> heldUp) {
    var dead = new ArrayList<DeadLetter>();
    var batch = new Batch(from, handler, heldUp, dead);
    var events = readable(records, handler, dead);
    var positions = positionsAfter(records);
    batch.settle(events, dead.isEmpty() ? positions : Map.of());
    if (!dead.isEmpty()) {
      deadLetters.write(dead, heldUp);
    }
    if (!dead.isEmpty() || batch.split) {
      batch.keep(positions);
    }
  }

  /**
   * @param taken how many of each partition the topic's retention took before they were read
   */
  void missed(Map<TopicPartition, Long> taken) {
    taken.forEach(
        (partition, records) -> {
          meters.counter("touchback.stream.missed", "topic", partition.topic()).increment(records);
          LOG.errorf(
              "%d records of %s are gone: the topic's retention took them before they were read."
                  + " Nothing was done for them",
              records, partition);
        });
  }

  private void ignored(IncomingEvent event) {
    meters.counter("touchback.events.ignored", "topic", event.topic()).increment();
    LOG.debugf("%s on %s is not for us", event.name(), event.topic());
  }

  private List<Received> readable(
      ConsumerRecords<String, byte[]> records, BatchHandler handler, List<DeadLetter> dead) {
    var events = new ArrayList<Received>(records.count());
    for (var record : records) {
      if (record.value() == null && topics.keepsNewestOnly(record.topic())) {
        continue;
      }
      try {
        var received = Received.of(record);
        if (handler.concerns(received.event())) {
          events.add(received);
        } else {
          ignored(received.event());
        }
      } catch (UnreadableEvent e) {
        dead.add(DeadLetter.unreadable(record, e));
      } catch (RuntimeException | StackOverflowError e) {
        dead.add(DeadLetter.failing(record, e));
      }
    }
    return events;
  }

  private static Map<TopicPartition, Long> positionsAfter(ConsumerRecords<String, byte[]> records) {
    var positions = new HashMap<TopicPartition, Long>();
    for (var record : records) {
      positions.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
    }
    // Further than the last record where compaction has taken those behind it.
    records
        .nextOffsets()
        .forEach((partition, next) -> positions.merge(partition, next.offset(), Math::max));
    return positions;
  }

  /** One polled batch on its way through the handler. */
  private final class Batch {
    private final Map<TopicPartition, Long> from;
    private final BatchHandler handler;
    private final Consumer<String> heldUp;
    private final List<DeadLetter> dead;
    private boolean split;
    private int pauses;

    Batch(
        Map<TopicPartition, Long> from,
        BatchHandler handler,
        Consumer<String> heldUp,
        List<DeadLetter> dead) {
      this.from = from;
      this.handler = handler;
      this.heldUp = heldUp;
      this.dead = dead;
    }

    /**
     * As a whole; if that cannot be, in halves, so that only the guilty are left out, and what does
     * not fit into one transaction's time goes into several.
     */
    void settle(List<Received> events, Map<TopicPartition, Long> positions) {
      if (events.isEmpty()) {
        keep(positions);
        return;
      }
      var failure = events.size() == 1 ? tryAlone(events, positions) : commit(events, positions);
      if (failure == null) {
        return;
      }
      if (events.size() == 1) {
        dead.add(letter(events.get(0).record(), failure));
        return;
      }
      split = true;
      int half = events.size() / 2;
      settle(events.subList(0, half), Map.of());
      settle(events.subList(half, events.size()), Map.of());
    }

    /** Where there is no event, none is to blame. */
    void keep(Map<TopicPartition, Long> positions) {
      var failure = commit(List.of(), positions);
      if (failure != null) {
        throw new IllegalStateException("Positions cannot be kept", failure);
      }
    }

    private @Nullable Throwable tryAlone(
        List<Received> event, Map<TopicPartition, Long> positions) {
      var backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(200));
      var failure = commit(event, positions);
      for (int tries = 1; failure != null && tries < TRIES; tries++) {
        if (failure instanceof UnreadableEvent) {
          return failure;
        }
        lifetime.pause(++pauses > MOST_PAUSES ? Duration.ZERO : backoff.next());
        failure = commit(event, positions);
      }
      return failure;
    }

    /**
     * @return what the events are to blame for, or why they cannot be committed together; null if
     *     they are committed
     */
    @Nullable Throwable commit(List<Received> events, Map<TopicPartition, Long> positions) {
      var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
      boolean reported = false;
      int unexplained = 0;
      while (true) {
        try {
          int unseen = QuarkusTransaction.requiringNew().call(() -> apply(events, positions));
          countDuplicates(events, unseen);
          return null;
        } catch (EventsForgotten e) {
          throw e;
        } catch (RuntimeException | StackOverflowError e) {
          unexplained += DatabaseAway.behind(e).isPresent() ? 0 : 1;
          if (!Trouble.passes(e) || (events.size() > 1 && unexplained == TRIES)) {
            return e;
          }
          if (!reported) {
            LOG.warnf("Reading waits for the database (%s)", Trouble.name(e));
            reported = true;
          }
          heldUp.accept(Trouble.name(e));
          lifetime.pause(backoff.next());
        }
      }
    }

    private int apply(List<Received> events, Map<TopicPartition, Long> positions) {
      var read = events.stream().map(Received::event).toList();
      var moved = inbox.moveTo(from, positions);
      var unseen = handler.tellsDuplicates() ? read : inbox.takeIn(read);
      if (!unseen.isEmpty()) {
        EventTrace.run(unseen, () -> handler.handle(unseen));
      }
      moved.run();
      return unseen.size();
    }

    private void countDuplicates(List<Received> events, int unseen) {
      if (events.size() > unseen) {
        meters
            .counter("touchback.inbox.duplicates", "topic", events.get(0).event().topic())
            .increment(events.size() - unseen);
      }
    }

    private DeadLetter letter(ConsumerRecord<String, byte[]> record, Throwable failure) {
      return failure instanceof UnreadableEvent e
          ? DeadLetter.unreadable(record, e)
          : DeadLetter.failing(record, failure);
    }
  }

  private record Received(ConsumerRecord<String, byte[]> record, IncomingEvent event) {
    static Received of(ConsumerRecord<String, byte[]> record) {
      return new Received(record, CloudEvents.read(record));
    }
  }
}
