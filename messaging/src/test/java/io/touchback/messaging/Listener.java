package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears what is told on {@code heard}; cannot stand poison. */
@Singleton
class Listener implements Subscriber {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile int batches;

  @Override
  public Subscription subscription() {
    return new Subscription("heard", "listener", Duration.ofMillis(50), 100);
  }

  @Override
  public void handle(List<IncomingEvent> events) {
    var data = events.stream().map(event -> event.key() + new String(event.data(), UTF_8)).toList();
    if (data.stream().anyMatch(one -> one.endsWith("\"poison\""))) {
      throw new UnreadableEvent("it is poison");
    }
    heard.addAll(data);
    batches++;
  }

  /** Of this key, in the order in which it was heard. */
  List<String> heard(String key) {
    return heard.stream()
        .filter(one -> one.startsWith(key))
        .map(one -> one.substring(key.length()))
        .toList();
  }

  int batches() {
    return batches;
  }
}
