package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
  private final KafkaClients clients =
      new KafkaClients(
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              "127.0.0.1:" + QuietPort.find(),
              ProducerConfig.ACKS_CONFIG,
              "1",
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
              "false",
              ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
              Told.class.getName()));

  @Test
  @DisplayName("K1: all replicas, and nothing twice, whatever comes from outside")
  void aProducerWaitsForAllReplicasWhateverComesFromOutside() {
    clients.producer("test").close(Duration.ZERO);
    assertEquals("all", Told.settings.get(ProducerConfig.ACKS_CONFIG));
    assertEquals(true, Told.settings.get(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG));
    assertEquals(1, Told.settings.get(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION));
  }

  /** Is told what a producer was made of. */
  public static final class Told implements ProducerInterceptor<byte[], byte[]> {
    private static Map<String, ?> settings = Map.of();

    @Override
    public void configure(Map<String, ?> told) {
      settings = Map.copyOf(told);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
      return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata written, Exception error) {}

    @Override
    public void close() {}
  }
}
