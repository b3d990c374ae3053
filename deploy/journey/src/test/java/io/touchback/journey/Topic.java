package io.touchback.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** All that a topic holds, as an outsider reads it. */
final class Topic {
  /** A CloudEvent: its name (as {@code OrderPlaced}), its id and its data. */
  record Event(String name, String id, String key, JsonNode data) {}

  /** Kept, or its level would be forgotten: each client tells of all its settings. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  static {
    CLIENTS.setLevel(Level.WARNING);
  }

  private Topic() {}

  /** The events of {@code shop} on {@code topic}, each partition in order. */
  static List<Event> of(House house, String topic, String shop) {
    return records(house, topic).stream()
        .filter(record -> ("/shops/" + shop).equals(header(record, "ce_source")))
        .map(Topic::event)
        .toList();
  }

  /** How many of a topic's records a group of readers has not said to have read. */
  static long unread(House house, String topic, String group) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", house.bootstrapServers))) {
      var partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions();
      var ends =
          admin
              .listOffsets(
                  partitions.stream()
                      .collect(
                          Collectors.toMap(
                              p -> new TopicPartition(topic, p.partition()),
                              p -> OffsetSpec.latest())))
              .all()
              .get();
      var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .mapToLong(
              end ->
                  end.getValue().offset()
                      - (read.containsKey(end.getKey()) ? read.get(end.getKey()).offset() : 0))
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The members of a group of readers; who is thrown out comes back under another name. */
  static Set<String> readers(House house, String group) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", house.bootstrapServers))) {
      var described = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
      return described.get().members().stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One header of every record that has it; none while there is no such topic. */
  static List<String> headers(House house, String topic, String header) {
    return records(house, topic).stream()
        .map(record -> record.headers().lastHeader(header))
        .filter(Objects::nonNull)
        .map(found -> new String(found.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<ConsumerRecord<String, byte[]>> records(House house, String topic) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            house.bootstrapServers,
            "auto.offset.reset",
            "earliest",
            "allow.auto.create.topics",
            false);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private static Event event(ConsumerRecord<String, byte[]> record) {
    try {
      return new Event(
          Objects.requireNonNull(header(record, "ce_type"))
              .replaceAll("^io\\.touchback\\.|\\.v\\d+$", ""),
          Objects.requireNonNull(header(record, "ce_id")),
          record.key(),
          House.JSON.readTree(record.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
