package io.touchback.bench.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.bench.limit.SmtpClient.Mail;
import io.touchback.bench.load.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer's half without its care: Kafka, JSON, template, pipelined SMTP. It remembers
 * nothing, so that it would lose and double mails.
 */
public final class BareProbe {
  private static final String TOPIC = "orders";

  private final BareRendering rendering = new BareRendering();
  private final ObjectMapper json = new ObjectMapper();
  private final String servers;
  private final int smtpPort;

  public BareProbe(String servers, int smtpPort) {
    this.servers = servers;
    this.smtpPort = smtpPort;
  }

  /** Mails a second, for as many of the newest events as the ledger has orders. */
  public double rate(Ledger ledger, int connections) {
    try (var consumer = consumer();
        var clients = new Several<>(connections, () -> new SmtpClient(smtpPort));
        var crowd = new Crowd(connections)) {
      goBack(consumer, ledger.size());
      long start = System.nanoTime();
      int read = 0;
      while (read < ledger.size()) {
        var mails = new ArrayList<Mail>();
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          if (read < ledger.size()) {
            mails.add(mail(record, ledger.number(read)));
            read++;
          }
        }
        crowd.seconds(
            member -> clients.get(member).pipelined(BareSmtp.share(mails, member, connections)));
      }
      return read * 1e9 / (System.nanoTime() - start);
    }
  }

  private Mail mail(ConsumerRecord<byte[], byte[]> record, long number) {
    try {
      json.readTree(record.value());
      return BareSmtp.mail(number, rendering.render().replace("\n", "\r\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void goBack(KafkaConsumer<byte[], byte[]> consumer, long events) {
    var partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(found -> new TopicPartition(TOPIC, found.partition()))
            .toList();
    consumer.assign(partitions);
    // A tenth more, for they are not spread quite evenly.
    long back = events * 11 / 10 / partitions.size() + 1;
    consumer
        .endOffsets(partitions)
        .forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - back)));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "enable.auto.commit", false, "max.poll.records", 500);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
