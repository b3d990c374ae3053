package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.local.LocalPostgres;
import io.touchback.local.ThrowawayFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The packaged services on a stack of their own, started once for all journeys. */
final class House {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String PASSWORD = "journey";

  /** May log in, and nothing else. */
  static final String GUEST = "guest";

  /** Has a customer on the phone. */
  static final String AGENT = "agent";

  /** They are started often, and never run for long. */
  private static final List<String> QUICK_TO_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Path ROOT = Path.of(System.getProperty("touchback.root"));

  final SmtpSink smtp = new SmtpSink();
  final Postgres postgres;
  final Child broker;
  final Child orders;
  final Child notify;
  final Child sla;
  final String bootstrapServers;

  private final Path folder;
  private final AtomicInteger turn = new AtomicInteger();

  /** Beside the first three. */
  private final List<Child> more = new CopyOnWriteArrayList<>();

  private House() throws IOException {
    this(ThrowawayFolder.create(), "");
  }

  /**
   * @param data where the database and the broker keep theirs
   * @param logs put before the names of the logs
   */
  private House(Path data, String logs) throws IOException {
    folder = Files.createDirectories(Path.of("target", "journey").toAbsolutePath());
    postgres = new Postgres(data.resolve("postgres"));
    int port = freePort();
    bootstrapServers = "127.0.0.1:" + port;
    broker =
        new Child(
            "broker",
            port,
            folder.resolve(logs + "broker.log"),
            Stream.concat(
                    QUICK_TO_START.stream(),
                    Stream.of(
                        "-Xmx384m",
                        "-cp",
                        System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path")),
                        BrokerProcess.class.getName(),
                        data.resolve("kafka").toString(),
                        String.valueOf(port)))
                .toList(),
            Map.of());
    orders = service("orders", logs + "orders");
    notify = service("notify", logs + "notify");
    sla = service("sla", logs + "sla");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Running, everything ready. */
  static House running() {
    var house = Once.HOUSE;
    house.startWhatIsDown();
    return house;
  }

  /** One of its own, not started yet, whose data are in {@code folder}. */
  static House in(Path data, String name) {
    try {
      return new House(data, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startWhatIsDown() {
    if (!broker.alive()) {
      broker.start();
    }
    awaitPort(broker.port());
    services().filter(service -> !service.alive()).forEach(Child::start);
    awaitReady();
  }

  void awaitReady() {
    services().forEach(House::awaitReady);
  }

  /** One more instance of a service, running. */
  Child another(String service) {
    return another(service, Map.of());
  }

  /** The same, with settings of its own. */
  Child another(String service, Map<String, String> settings) {
    var instance = service(service, service + "-" + (more.size() + 2), settings);
    more.add(instance);
    instance.start();
    return instance;
  }

  /** Only the first of each service goes on. */
  void stopTheOthers() {
    more.forEach(Child::stop);
    more.clear();
  }

  /** The inboxes of notify-service and sla-service, so that only their own rules drop a replay. */
  void forgetWhatWasRead() {
    for (var service : List.of("notify", "sla")) {
      postgres.execute(service, "truncate inbox");
    }
  }

  HttpResponse<String> ordersCall(String method, String path, String body) {
    return Web.call(method, orders.port(), path, body);
  }

  JsonNode ordersGet(String path) {
    return Web.get(orders.port(), path);
  }

  JsonNode notifyGet(String path) {
    return Web.get(notify.port(), path);
  }

  JsonNode slaGet(String path) {
    return Web.get(sla.port(), path);
  }

  HttpResponse<String> slaCall(String method, String path, String body) {
    return Web.call(method, sla.port(), path, body);
  }

  /** Posts a webhook, at each orders-service in turn; headers are name, value, name, value … */
  HttpResponse<String> post(String path, byte[] body, String... headers) {
    return Web.send("POST", door().port(), path, body, headers);
  }

  /** A metric of one instance, summed over its tags; 0 if there is none. */
  static double metric(Child instance, String name) {
    return Web.call("GET", instance.port(), "/q/metrics", null)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Bytes, after a full collection. */
  static long liveHeap(Child instance) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var collect =
        new ProcessBuilder(jcmd, String.valueOf(instance.pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!collect.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(instance.name() + " does not collect");
    }
    return (long) metric(instance, "jvm_gc_live_data_size_bytes");
  }

  Path logs() {
    return folder;
  }

  void close() {
    Stream.concat(services(), Stream.of(broker)).forEach(Child::stop);
    postgres.stop();
    smtp.close();
  }

  private Stream<Child> services() {
    return Stream.concat(Stream.of(orders, notify, sla), more.stream());
  }

  /** As a load balancer does: only to who is there. */
  private Child door() {
    var doors =
        services()
            .filter(service -> service.name().startsWith(orders.name()) && service.alive())
            .toList();
    return doors.isEmpty() ? orders : doors.get(turn.getAndIncrement() % doors.size());
  }

  static void awaitReady(Child service) {
    await(service.name() + " is ready")
        .atMost(Duration.ofMinutes(5))
        .ignoreExceptions()
        .until(
            () ->
                !service.alive()
                    || Web.call("GET", service.port(), "/q/health/ready", null).statusCode()
                        == 200);
    if (!service.alive()) {
      throw new IllegalStateException(
          service.name() + " ended by itself; its log says why: " + service.log());
    }
  }

  private Child service(String service, String name) {
    return service(service, name, Map.of());
  }

  private Child service(String service, String name, Map<String, String> settings) {
    int port = freePort();
    var environment = new HashMap<String, String>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    environment.put("TOUCHBACK_DATABASE_HOST", "127.0.0.1");
    environment.put("TOUCHBACK_DATABASE_PORT", String.valueOf(postgres.port()));
    environment.put("TOUCHBACK_DATABASE_USER", LocalPostgres.USER);
    environment.put("TOUCHBACK_DATABASE_PASSWORD", LocalPostgres.PASSWORD);
    environment.put("TOUCHBACK_OPS_PASSWORD", PASSWORD);
    environment.put("TOUCHBACK_SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789a=");
    environment.put("TOUCHBACK_PUBLIC_URL", "http://localhost:8080");
    environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
    environment.put("QUARKUS_MAILER_PORT", String.valueOf(smtp.port()));
    environment.put("QUARKUS_SECURITY_USERS_EMBEDDED_USERS_GUEST", PASSWORD);
    environment.put("QUARKUS_SECURITY_USERS_EMBEDDED_ROLES_GUEST", GUEST);
    environment.put("QUARKUS_SECURITY_USERS_EMBEDDED_USERS_AGENT", PASSWORD);
    environment.put("QUARKUS_SECURITY_USERS_EMBEDDED_ROLES_AGENT", AGENT);
    environment.put("TOUCHBACK_SEND_RETRY_GREYLISTED", "PT2S");
    environment.put("TOUCHBACK_SEND_RETRY_DEFERRED", "PT1S");
    environment.put("TOUCHBACK_SEND_RETRY_NOT_SENT", "PT1S");
    environment.put("TOUCHBACK_SEND_RETRY_UNKNOWN", "PT1S");
    environment.put("TOUCHBACK_SEND_RETRY_LONGEST_PAUSE", "PT2S");
    for (var limit : List.of("GREETING", "REPLY", "BODY", "DOT")) {
      environment.put("TOUCHBACK_MAIL_LIMITS_" + limit, "PT2S");
    }
    for (var variable : List.of("ORDERS_PORT", "NOTIFY_PORT", "SLA_PORT")) {
      environment.put(variable, String.valueOf(port));
    }
    environment.putAll(settings);
    var jar = ROOT.resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
    return new Child(
        name,
        port,
        folder.resolve(name + ".log"),
        Stream.concat(QUICK_TO_START.stream(), Stream.of("-Xmx192m", "-jar", jar.toString()))
            .toList(),
        environment);
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
