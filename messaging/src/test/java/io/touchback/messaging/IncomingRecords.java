package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A polled batch of one partition, put together by hand. */
final class IncomingRecords {
  private final String topic;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private long offset;

  IncomingRecords(String topic) {
    this.topic = topic;
  }

  IncomingRecords from(long firstOffset) {
    offset = firstOffset;
    return this;
  }

  IncomingRecords event(String data) {
    return event(UUID.randomUUID().toString(), data);
  }

  IncomingRecords event(String id, String data) {
    return record("key", attributes(id), data.getBytes(UTF_8));
  }

  IncomingRecords record(
      @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
    var all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    records.add(
        new ConsumerRecord<>(
            topic,
            0,
            offset++,
            1_772_442_901_000L,
            TimestampType.CREATE_TIME,
            -1,
            -1,
            key,
            value,
            all,
            Optional.empty()));
    return this;
  }

  ConsumerRecords<String, byte[]> polled() {
    var partition = new TopicPartition(topic, 0);
    return new ConsumerRecords<>(
        Map.of(partition, List.copyOf(records)), Map.of(partition, new OffsetAndMetadata(offset)));
  }

  ConsumerRecord<String, byte[]> single() {
    return records.get(0);
  }

  static Map<String, String> attributes(String id) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id);
    headers.put("ce_type", "io.touchback.Happened.v1");
    headers.put("ce_source", "/shops/beads");
    headers.put("ce_subject", "key");
    headers.put("ce_time", "2026-03-02T09:15:01Z");
    headers.put("content-type", "application/json");
    return headers;
  }
}
