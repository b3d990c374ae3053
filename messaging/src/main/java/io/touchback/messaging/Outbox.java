package io.touchback.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of events to publish: appended to in the caller's transaction, drained by the relay.
 *
 * <p>Events of one key are published in the order in which they were appended, provided that the
 * callers lock what the key stands for before they append.
 */
@ApplicationScoped
public class Outbox {
  private final OutboxTable table;
  private final Relaying relaying;
  private final TransactionSynchronizationRegistry transaction;
  private final Topics topics;

  Outbox(
      OutboxTable table,
      Relaying relaying,
      TransactionSynchronizationRegistry transaction,
      Topics topics) {
    this.table = table;
    this.relaying = relaying;
    this.transaction = transaction;
    this.topics = topics;
  }

  /**
   * Appends in the caller's transaction (there must be one) and wakes the relay after its commit.
   * The trace context of the caller is kept with each row.
   *
   * @throws IllegalArgumentException for a topic that is not in {@code touchback.messaging.topics}
   */
  @Transactional(TxType.MANDATORY)
  public void append(List<OutgoingEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    events.forEach(this::checkTopic);
    table.insert(events, EventTrace.current(), relaying.enabled());
    wakeRelayAfterCommit(events);
  }

  /**
   * Forgets the payloads of all events of these keys: those published now, those that wait as soon
   * as they have been published. One that the broker refuses is not published any more. In the
   * caller's transaction, as part of erasing a customer.
   */
  @Transactional(TxType.MANDATORY)
  public void erase(Collection<String> keys) {
    table.erase(keys, relaying.enabled());
  }

  private void checkTopic(OutgoingEvent event) {
    if (!topics.produced().contains(event.topic())) {
      throw new IllegalArgumentException(
          "Add " + event.topic() + " to touchback.messaging.topics: nobody would publish it");
    }
  }

  private void wakeRelayAfterCommit(List<OutgoingEvent> events) {
    var wake = (WakeAfterCommit) transaction.getResource(this);
    if (wake == null) {
      wake = new WakeAfterCommit(relaying, new HashSet<>());
      transaction.putResource(this, wake);
      transaction.registerInterposedSynchronization(wake);
    }
    for (var event : events) {
      wake.topics.add(event.topic());
    }
  }

  private record WakeAfterCommit(Relaying relaying, Set<String> topics) implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        relaying.wake(topics);
      }
    }
  }
}
