package io.touchback.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to the broker.
 *
 * <p>Of each key one event at a time, and the next only after the one before was acknowledged:
 * whatever fails, whoever else publishes too, readers that drop what they have seen see a key's
 * events in order.
 */
final class Sending {
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final BooleanSupplier stopping;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final List<OutboxRow> acknowledged = new ArrayList<>();
  private final List<Outcome> refused = new ArrayList<>();
  private @Nullable Exception trouble;
  private int inFlight;

  Sending(String topic, Producer<byte[], byte[]> producer, BooleanSupplier stopping) {
    this.topic = topic;
    this.producer = producer;
    this.stopping = stopping;
  }

  /** Returns when nothing is on its way any more. */
  void send(List<OutboxRow> rows) throws InterruptedException {
    for (var queue : byKey(rows)) {
      sendNext(queue);
      settleArrived();
    }
    while (inFlight > 0) {
      settle(outcomes.take());
    }
  }

  List<OutboxRow> acknowledged() {
    return acknowledged;
  }

  /** Rows the broker will not take as they are. */
  List<Outcome> refused() {
    return refused;
  }

  /** Why sending was broken off, if it was: nothing a row is to blame for. */
  @Nullable Exception trouble() {
    return trouble;
  }

  private void sendNext(Queue<OutboxRow> queue) {
    var row = queue.peek();
    if (row == null || trouble != null || stopping.getAsBoolean()) {
      return;
    }
    queue.remove();
    inFlight++;
    try {
      producer.send(
          CloudEvents.record(topic, row),
          (written, error) -> outcomes.add(new Outcome(row, queue, error)));
    } catch (RuntimeException e) {
      outcomes.add(new Outcome(row, queue, e));
    }
  }

  private void settleArrived() {
    for (var arrived = outcomes.poll(); arrived != null; arrived = outcomes.poll()) {
      settle(arrived);
    }
  }

  private void settle(Outcome outcome) {
    inFlight--;
    if (outcome.error == null) {
      acknowledged.add(outcome.row);
      sendNext(outcome.behind);
    } else if (isAboutTheRecord(outcome.error)) {
      refused.add(outcome);
    } else {
      trouble = outcome.error;
    }
  }

  /** A record's time is our clock's when it is sent: whose is refused, all are. */
  private static boolean isAboutTheRecord(Exception error) {
    return error instanceof ApiException
        && !(error instanceof RetriableException
            || error instanceof AuthenticationException
            || error instanceof AuthorizationException
            || error instanceof InvalidTopicException
            || error instanceof InvalidTimestampException);
  }

  private static Collection<Queue<OutboxRow>> byKey(List<OutboxRow> rows) {
    var queues = new LinkedHashMap<String, Queue<OutboxRow>>();
    for (var row : rows) {
      queues.computeIfAbsent(row.key(), key -> new ArrayDeque<>()).add(row);
    }
    return queues.values();
  }

  /** What became of one row, and what waits behind it. */
  record Outcome(OutboxRow row, Queue<OutboxRow> behind, @Nullable Exception error) {}
}
