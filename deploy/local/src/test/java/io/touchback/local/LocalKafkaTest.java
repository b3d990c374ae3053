package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalKafkaTest {
  private final Path folder = ThrowawayFolder.create().resolve("kafka");

  @BeforeAll
  static void quiet() {
    QuietLogs.ofKafka();
  }

  @Test
  void keepsItsTopicsOverARestartWithAnotherControllerPort() throws Exception {
    try (var broker = LocalKafka.start(folder, 0)) {
      createTopic(broker);
      assertEquals(0, send(broker));
    }
    try (var broker = LocalKafka.start(folder, 0)) {
      assertEquals(1, send(broker));
    }
  }

  @Test
  void takesWhatIsCompressedInWhateverWay() throws Exception {
    try (var broker = LocalKafka.start(folder, 0)) {
      createTopic(broker);
      long offset = 0;
      for (var compression : List.of("gzip", "snappy", "lz4", "zstd")) {
        assertEquals(offset++, send(broker, compression), compression);
      }
    }
  }

  private static void createTopic(Broker broker) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
    }
  }

  private static long send(Broker broker) throws Exception {
    return send(broker, "none");
  }

  private static long send(Broker broker, String compression) throws Exception {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", broker.bootstrapServers(), "compression.type", compression);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      return producer
          .send(new ProducerRecord<>("orders", "key", "value"))
          .get(20, TimeUnit.SECONDS)
          .offset();
    }
  }
}
