package io.touchback.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka clients of our own, configured by {@code kafka.*} as Quarkus' are. */
@Singleton
final class KafkaClients {
  /** A dead letter or an event of this size still leaves here; topics of ours take it. */
  static final int LARGEST_REQUEST = 16 * 1024 * 1024;

  /** What a broker collects for whoever is in no hurry. */
  private static final int GATHERED_BYTES = 1024 * 1024;

  private final Map<String, Object> broker;

  KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.broker = broker;
  }

  Producer<byte[], byte[]> producer(String name) {
    var settings = settings(name);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A new partition may refuse a producer's first request and take its second: the first is then
    // out of sequence for as long as it is tried (seen: 15 s). One at a time also batches better.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Assigned by hand, in no group. */
  Consumer<byte[], byte[]> consumer(String name) {
    var settings = settings(name);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** In a group, which shares a topic's partitions among its members. */
  Consumer<String, byte[]> subscriber(Subscription subscription) {
    var settings = settings(subscription.group());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, subscription.group());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Its producer creates it, with more partitions than a broker would give.
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, subscription.atMost());
    if (subscription.mayGather()) {
      settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
      settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) subscription.apart().toMillis());
    }
    // A killed instance's work moves within 10 s.
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Admin admin(String name) {
    var settings = settings(name);
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return Admin.create(settings);
  }

  private Map<String, Object> settings(String name) {
    var settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "touchback-" + name);
    settings.putIfAbsent(AdminClientConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    return settings;
  }
}
