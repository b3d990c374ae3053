package io.touchback.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TailTest {
  private static LocalKafka broker;

  @BeforeAll
  static void startBroker() {
    QuietLogs.ofKafka();
    broker = LocalKafka.start(ThrowawayFolder.create().resolve("kafka"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Process tail(String... arguments) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
            "sh",
            "-c",
            String.join(" ", arguments).replace("tail", "\"$0\" io.touchback.local.Tail"),
            java.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("KAFKA_PORT", String.valueOf(broker.port()));
    builder.environment().remove("KAFKA_BOOTSTRAP_SERVERS");
    return builder.redirectErrorStream(true).start();
  }

  private static void createTopic(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    }
  }

  private static void send(String topic, String... values) throws Exception {
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (var value : values) {
        producer.send(new ProducerRecord<>(topic, "key", value)).get(20, SECONDS);
      }
    }
  }

  private static BufferedReader output(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  @Test
  void aTopicThatIsNotThereYetIsReadFromItsFirstEvent() throws Exception {
    var tail = tail("exec tail later");
    assertEquals("There is no topic later yet; waiting for it ...", output(tail).readLine());
    createTopic("later");
    send("later", "1", "2");
    assertTrue(output(tail).readLine().endsWith("\"value\":1}"));
    tail.destroy();
    assertTrue(tail.waitFor(5, SECONDS));
  }

  @Test
  void fromTheBeginningAllIsPrintedAndTheEndOfItsReaderEndsIt() throws Exception {
    createTopic("full");
    send("full", "\"first\"");
    var tail = tail("tail full --from-beginning | head -n 1");
    assertTrue(output(tail).readLine().endsWith("\"value\":\"first\"}"));
    assertTrue(tail.waitFor(10, SECONDS), "still waiting for a reader that has gone");
  }

  @Test
  void elseOnlyWhatComesFromNowOn() throws Exception {
    createTopic("old");
    send("old", "\"before\"");
    var tail = tail("exec tail old");
    var first = new java.util.concurrent.FutureTask<>(() -> output(tail).readLine());
    new Thread(first).start();
    while (!first.isDone()) {
      send("old", "\"now\"");
    }
    assertTrue(first.get().endsWith("\"value\":\"now\"}"), first.get());
    tail.destroy();
  }

  @Test
  void wrongWordsGetTheUsage() throws Exception {
    assertEquals(2, tail("tail").waitFor());
    assertEquals(2, tail("tail a b").waitFor());
    assertEquals(2, tail("tail a --from-begining").waitFor());
    assertEquals(2, tail("tail 'no topic'").waitFor());
  }
}
