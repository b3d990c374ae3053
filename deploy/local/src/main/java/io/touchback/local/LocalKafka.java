package io.touchback.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A one-node KRaft broker inside this JVM; its folder outlives it. */
public final class LocalKafka implements Broker {
  private final Path folder;
  private final int port;
  private final KafkaRaftServer server;

  private LocalKafka(Path folder, int port, KafkaRaftServer server) {
    this.folder = folder;
    this.port = port;
    this.server = server;
  }

  /** A broker in a process of its own, until SIGTERM. Arguments: folder, port, name=value … */
  public static void main(String[] arguments) throws InterruptedException {
    QuietLogs.warningsOnly();
    var settings = new HashMap<String, String>();
    // Topics are their producers' to create: one made by a reader would have the wrong settings.
    settings.put("auto.create.topics.enable", "false");
    for (var setting : List.of(arguments).subList(2, arguments.length)) {
      var both = setting.split("=", 2);
      settings.put(both[0], both[1]);
    }
    var broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
    new CountDownLatch(1).await();
  }

  /** Starts a broker on {@code port} (0 = any free one) that keeps its log in {@code folder}. */
  public static LocalKafka start(Path folder, int port) {
    return start(folder, port, Map.of());
  }

  /**
   * @param more of the broker's own settings
   */
  public static LocalKafka start(Path folder, int port, Map<String, String> more) {
    int listener = port == 0 ? FreePort.find() : port;
    var settings = settings(folder, listener, FreePort.find());
    settings.putAll(more);
    try {
      Files.createDirectories(folder);
      formatOnce(folder, settings);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare Kafka's folder " + folder, e);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
    return new LocalKafka(folder, listener, server);
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** Beside its place first: a killed format leaves half a log. */
  private static void formatOnce(Path folder, Properties settings) throws IOException {
    var log = folder.resolve("log");
    if (Files.exists(log)) {
      return;
    }
    var draft = folder.resolve("log.new");
    Folders.delete(draft);
    var drafted = new Properties();
    drafted.putAll(settings);
    drafted.setProperty("log.dirs", draft.toString());
    var file = folder.resolve("format.properties");
    try (var out = Files.newOutputStream(file)) {
      drafted.store(out, null);
    }
    StorageTool.execute(
        new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
        new PrintStream(OutputStream.nullOutputStream()));
    Files.move(draft, log);
  }

  private static Properties settings(Path folder, int port, int controllerPort) {
    var p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("log.dirs", folder.resolve("log").toString());
    p.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "10");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
    p.setProperty("broker.session.timeout.ms", "1500");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    return p;
  }
}
