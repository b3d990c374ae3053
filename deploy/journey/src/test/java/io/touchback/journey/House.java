package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged services on a stack of their own, started once for all journeys. */
final class House {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String PASSWORD = "journey";

  private static final Path ROOT = Path.of(System.getProperty("touchback.root"));
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  final SmtpSink smtp = new SmtpSink();
  final Child broker;
  final Child orders;
  final Child notify;
  final Child sla;
  final String bootstrapServers;

  private final Path folder;
  private final int brokerPort = freePort();
  private final int ordersPort = freePort();
  private final int notifyPort = freePort();
  private final int slaPort = freePort();
  private LocalPostgres postgres;

  private House() throws IOException {
    folder = Files.createDirectories(Path.of("target", "journey").toAbsolutePath());
    var data = Files.createTempDirectory("touchback-journey");
    bootstrapServers = "127.0.0.1:" + brokerPort;
    postgresFolder = data.resolve("postgres");
    postgres = LocalPostgres.start(postgresFolder, 0);
    for (var service : List.of("orders", "notify", "sla")) {
      postgres.createDatabase("touchback_" + service);
    }
    broker =
        new Child(
            "broker",
            folder.resolve("broker.log"),
            List.of(
                "-Xmx384m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                data.resolve("kafka").toString(),
                String.valueOf(brokerPort)),
            Map.of());
    orders = service("orders");
    notify = service("notify");
    sla = service("sla");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private final Path postgresFolder;

  /** Running, everything ready. */
  static House running() {
    var house = Once.HOUSE;
    house.startWhatIsDown();
    return house;
  }

  void startWhatIsDown() {
    if (!broker.alive()) {
      broker.start();
    }
    awaitPort(brokerPort);
    for (var service : List.of(orders, notify, sla)) {
      if (!service.alive()) {
        service.start();
      }
    }
    awaitReady();
  }

  void awaitReady() {
    for (var port : List.of(ordersPort, notifyPort, slaPort)) {
      await("ready on port " + port)
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .until(() -> call("GET", port, "/q/health/ready", null).statusCode() == 200);
    }
  }

  /** The inboxes of notify-service and sla-service, so that only their own rules drop a replay. */
  void forgetWhatWasRead() {
    for (var database : List.of("touchback_notify", "touchback_sla")) {
      try (var connection =
              DriverManager.getConnection(
                  postgres.jdbcUrl(database), postgres.user(), postgres.password());
          var statement = connection.createStatement()) {
        statement.execute("truncate inbox");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  void stopDatabase() {
    postgres.close();
  }

  void startDatabase() {
    postgres = LocalPostgres.start(postgresFolder, postgres.port());
  }

  HttpResponse<String> ordersCall(String method, String path, String body) {
    return call(method, ordersPort, path, body);
  }

  JsonNode ordersGet(String path) {
    return json(call("GET", ordersPort, path, null));
  }

  JsonNode notifyGet(String path) {
    return json(call("GET", notifyPort, path, null));
  }

  JsonNode slaGet(String path) {
    return json(call("GET", slaPort, path, null));
  }

  HttpResponse<String> slaCall(String method, String path, String body) {
    return call(method, slaPort, path, body);
  }

  /** Posts a webhook; headers are name, value, name, value … */
  HttpResponse<String> post(String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(ordersPort, path))
            .timeout(Duration.ofSeconds(20))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return send(request);
  }

  Path logs() {
    return folder;
  }

  private Child service(String name) {
    var environment = new HashMap<String, String>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    environment.put("TOUCHBACK_DATABASE_HOST", "127.0.0.1");
    environment.put("TOUCHBACK_DATABASE_PORT", String.valueOf(postgres.port()));
    environment.put("TOUCHBACK_DATABASE_USER", LocalPostgres.USER);
    environment.put("TOUCHBACK_DATABASE_PASSWORD", LocalPostgres.PASSWORD);
    environment.put("TOUCHBACK_OPS_PASSWORD", PASSWORD);
    environment.put("TOUCHBACK_SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789a=");
    environment.put("TOUCHBACK_PUBLIC_URL", "http://localhost:" + ordersPort);
    environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
    environment.put("QUARKUS_MAILER_PORT", String.valueOf(smtp.port()));
    environment.put("TOUCHBACK_SEND_RETRY_GREYLISTED", "PT2S");
    environment.put("TOUCHBACK_SEND_RETRY_UNKNOWN", "PT1S");
    environment.put("TOUCHBACK_MAIL_LIMITS_DOT", "PT2S");
    environment.put("ORDERS_PORT", String.valueOf(ordersPort));
    environment.put("NOTIFY_PORT", String.valueOf(notifyPort));
    environment.put("SLA_PORT", String.valueOf(slaPort));
    var jar = ROOT.resolve(name + "-service/target/quarkus-app/quarkus-run.jar");
    return new Child(
        name,
        folder.resolve(name + ".log"),
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-jar", jar.toString()),
        environment);
  }

  private HttpResponse<String> call(String method, int port, String path, String body) {
    var basic = Base64.getEncoder().encodeToString(("ops:" + PASSWORD).getBytes());
    var request =
        HttpRequest.newBuilder(uri(port, path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void awaitPort(int port) {
    await("port " + port)
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              } catch (IOException notYet) {
                return false;
              }
            });
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    for (var child : List.of(orders, notify, sla, broker)) {
      child.stop();
    }
    postgres.close();
    smtp.close();
  }

  private static final class Once {
    static final House HOUSE;

    static {
      try {
        HOUSE = new House();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
