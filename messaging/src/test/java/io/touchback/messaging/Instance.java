package io.touchback.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One more instance of a service, relaying a topic of its own on the same database. */
final class Instance implements AutoCloseable {
  private final Relaying relaying;

  private Instance(Relaying relaying) {
    this.relaying = relaying;
  }

  static Instance started(Database database, String broker, String topic) {
    return started(database, broker, topic, true);
  }

  static Instance startedWithoutRelay(Database database, String broker, String topic) {
    return started(database, broker, topic, false);
  }

  private static Instance started(Database database, String broker, String topic, boolean relayed) {
    var clients = new KafkaClients(Map.of("bootstrap.servers", broker));
    var topics = new Topics(clients, new Producing(topic));
    var outbox = new OutboxTable(database);
    var lease = new Lease(database, "lease of " + topic);
    var relaying = new Relaying(() -> relayed, outbox, lease, clients, topics);
    relaying.start(new StartupEvent());
    return new Instance(relaying);
  }

  Relay relay() {
    return relaying.relays().get(0);
  }

  Progress progress() {
    return relaying.progress();
  }

  OutboxTable.Backlog backlog() {
    return relaying.backlog();
  }

  boolean leads() {
    return relaying.leads();
  }

  @Override
  public void close() {
    try {
      relaying.stop(new ShutdownEvent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Producing(String topic) implements MessagingConfig {
    @Override
    public Optional<List<String>> topics() {
      return Optional.of(List.of(topic));
    }

    @Override
    public Optional<List<String>> compacted() {
      return Optional.empty();
    }
  }
}
