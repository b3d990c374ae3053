package io.touchback.local;

/** A Kafka broker, wherever it runs. */
public interface Broker extends AutoCloseable {
  /** As clients want it: {@code host:port}. */
  String bootstrapServers();

  @Override
  void close();
}
