package io.touchback.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events straight to Kafka, made after one that orders-service wrote. */
public final class Events implements AutoCloseable {
  private static final String TOPIC = "orders";

  private final KafkaProducer<byte[], byte[]> producer;
  private final String type;
  private final String source;
  private final String orderId;
  private final String number;
  private final String payload;

  /**
   * @param name the event's, as {@code OrderPlaced}
   * @param orders the database of orders-service, which has told of one by now
   */
  public Events(String servers, Connection orders, String name) {
    type = "io.touchback." + name + ".v1";
    try (var statement =
        orders.prepareStatement(
            """
            select source, aggregateid, payload, payload::jsonb -> 'order' ->> 'number' from outbox
            where type = ? order by seq desc limit 1
            """)) {
      statement.setString(1, type);
      try (var found = statement.executeQuery()) {
        found.next();
        source = found.getString(1);
        orderId = found.getString(2);
        payload = found.getString(3);
        number = found.getString(4).substring(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    producer = Producers.to(servers);
  }

  /**
   * One for each order of the ledger, as fast as the broker takes them.
   *
   * @return the sum of the partitions' ends behind them: whose positions add up to that has read
   *     all
   */
  public long produce(Ledger ledger) {
    var ends = new ConcurrentHashMap<Integer, Long>();
    for (int i = 0; i < ledger.size(); i++) {
      int order = i;
      ledger.meant(order, System.nanoTime());
      producer.send(
          record(ledger.number(order)),
          (written, error) -> {
            if (error == null) {
              ledger.acknowledged(order, System.nanoTime());
              ends.merge(written.partition(), written.offset() + 1, Math::max);
            }
          });
    }
    producer.flush();
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  private ProducerRecord<byte[], byte[]> record(long of) {
    var id = timed().toString();
    var data = payload.replace(orderId, id).replace(number, String.valueOf(of));
    var record = new ProducerRecord<>(TOPIC, id.getBytes(UTF_8), data.getBytes(UTF_8));
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            timed().toString(),
            "ce_type",
            type,
            "ce_source",
            source,
            "ce_subject",
            id,
            "ce_time",
            Clock.systemUTC().instant().toString(),
            "content-type",
            "application/json")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /** Begins with the time (RFC 9562, version 7), as orders-service's ids do. */
  private static UUID timed() {
    var random = UUID.randomUUID();
    long time = System.currentTimeMillis() << 16;
    long rest = random.getMostSignificantBits() & 0xfffL;
    return new UUID(time | 0x7000L | rest, random.getLeastSignificantBits());
  }

  @Override
  public void close() {
    producer.close();
  }
}
