package io.touchback.bench.load;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers that lose nothing and double nothing, as those of the services. */
public final class Producers {
  private Producers() {}

  public static KafkaProducer<byte[], byte[]> to(String servers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "compression.type",
            "lz4",
            "linger.ms",
            5,
            // A new partition may refuse the first request and take the second: out of sequence.
            "max.in.flight.requests.per.connection",
            1);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
