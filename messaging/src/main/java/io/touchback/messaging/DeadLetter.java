package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record nobody here can read, and why.
 *
 * @param reason one of few words, for counting
 * @param detail for whoever looks at it; nothing out of the record itself
 * @param excerpt whether only the beginning is kept, the broker having refused the whole
 */
record DeadLetter(
    ConsumerRecord<String, byte[]> record, String reason, String detail, boolean excerpt) {
  private static final int EXCERPT = 32 * 1024;

  /** It never was an event, or its data is of no use. */
  static DeadLetter unreadable(ConsumerRecord<String, byte[]> record, UnreadableEvent why) {
    return new DeadLetter(record, "unreadable", String.valueOf(why.getMessage()), false);
  }

  /** Whoever reads these events fails on this one every time. */
  static DeadLetter failing(ConsumerRecord<String, byte[]> record, Throwable why) {
    return new DeadLetter(record, "failing", Trouble.name(why), false);
  }

  DeadLetter shortened() {
    return new DeadLetter(record, reason, detail, true);
  }

  ProducerRecord<byte[], byte[]> addressedTo(String topic, String consumer) {
    var letter = new ProducerRecord<>(topic, key(), value());
    var headers = letter.headers();
    if (!excerpt) {
      record.headers().forEach(headers::add);
    }
    headers.add("dead-letter-reason", (reason + ": " + detail).getBytes(UTF_8));
    headers.add("dead-letter-topic", record.topic().getBytes(UTF_8));
    headers.add("dead-letter-partition", String.valueOf(record.partition()).getBytes(UTF_8));
    headers.add("dead-letter-offset", String.valueOf(record.offset()).getBytes(UTF_8));
    headers.add("dead-letter-consumer", consumer.getBytes(UTF_8));
    return letter;
  }

  private byte @Nullable [] key() {
    return record.key() == null ? null : beginning(record.key().getBytes(UTF_8));
  }

  private byte @Nullable [] value() {
    return record.value() == null ? null : beginning(record.value());
  }

  private byte[] beginning(byte[] bytes) {
    return excerpt && bytes.length > EXCERPT ? Arrays.copyOf(bytes, EXCERPT) : bytes;
  }
}
