package io.touchback.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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
    return tail(Map.of("KAFKA_PORT", String.valueOf(broker.port())), arguments);
  }

  private static Process tail(Map<String, String> environment, String... arguments)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
            "sh",
            "-c",
            String.join(" ", arguments).replace("tail", "\"$0\" io.touchback.local.Tail"),
            java.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    CallersVariables.removeFrom(builder.environment());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  private static void createTopic(String topic) throws Exception {
    createTopic(topic, Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static void createTopic(String topic, Map<String, Object> settings) throws Exception {
    try (var admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    }
  }

  private static void send(String topic, String... values) throws Exception {
    send(topic, Map.of("bootstrap.servers", broker.bootstrapServers()), values);
  }

  private static void send(String topic, Map<String, Object> settings, String... values)
      throws Exception {
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
  @DisplayName("A broker with a log-in is read with what the services are told of it")
  void aBrokerWithALogInIsRead() throws Exception {
    int port = FreePort.find();
    try (var guarded = guarded(port)) {
      var variables =
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS", guarded.bootstrapServers(),
              "KAFKA_PORT", "1",
              "KAFKA_GROUP_ID", "somebody",
              "KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
              "KAFKA_SASL_MECHANISM", "PLAIN",
              "KAFKA_SASL_JAAS_CONFIG", login(""));
      var settings = new Settings(variables).kafka();
      createTopic("guarded", settings);
      send("guarded", settings, "1");
      var tail = tail(variables, "exec tail guarded --from-beginning");
      var line = output(tail).readLine();
      assertTrue(line.endsWith("\"value\":1}"), line);
      tail.destroy();
    }
  }

  private static LocalKafka guarded(int port) {
    var controller = "127.0.0.1:" + FreePort.find();
    var listener = "SASL_PLAINTEXT://127.0.0.1:" + port;
    var settings = new HashMap<String, String>();
    settings.put("listeners", listener + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", listener);
    settings.put(
        "listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("security.inter.broker.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("listener.name.sasl_plaintext.plain.sasl.jaas.config", login(" user_ann=\"pw\""));
    return LocalKafka.start(ThrowawayFolder.create().resolve("kafka"), port, settings);
  }

  private static String login(String more) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required"
        + " username=\"ann\" password=\"pw\"%s;".formatted(more);
  }

  @Test
  void wrongWordsGetTheUsage() throws Exception {
    assertEquals(2, tail("tail").waitFor());
    assertEquals(2, tail("tail a b").waitFor());
    assertEquals(2, tail("tail a --from-begining").waitFor());
    assertEquals(2, tail("tail 'no topic'").waitFor());
  }
}
