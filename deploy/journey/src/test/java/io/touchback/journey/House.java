package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.local.CallersVariables;
import io.touchback.local.ChildJvm;
import io.touchback.local.FreePort;
import io.touchback.local.LocalPostgres;
import io.touchback.local.ServiceJvm;
import io.touchback.local.StartCache;
import io.touchback.local.ThrowawayFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final int SECONDS_TO_END = 30;

  final SmtpSink smtp = new SmtpSink();
  final Postgres postgres;
  final ChildJvm broker;
  final ChildJvm orders;
  final ChildJvm notify;
  final ChildJvm sla;
  final String bootstrapServers;

  private final Path folder;
  private final Path processes;
  private final AtomicInteger turn = new AtomicInteger();

  /** Beside the first three. */
  private final List<ChildJvm> more = new CopyOnWriteArrayList<>();

  private House() throws IOException {
    this(ThrowawayFolder.create());
  }

  private House(Path data) throws IOException {
    this(data, data, "");
  }

  /**
   * @param own goes with this JVM, and so does what runs
   * @param data where the database and the broker keep theirs
   * @param logs put before the names of the logs
   */
  private House(Path own, Path data, String logs) throws IOException {
    folder = Files.createDirectories(Path.of("target", "journey").toAbsolutePath());
    processes = own.resolve("processes");
    postgres = new Postgres(data.resolve("postgres"));
    int port = FreePort.find();
    bootstrapServers = "127.0.0.1:" + port;
    broker = broker(port, data.resolve("kafka"), logs + "broker");
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
      return new House(ThrowawayFolder.create(), data, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startWhatIsDown() {
    if (!broker.alive()) {
      broker.start();
    }
    awaitPort(broker.port());
    services().filter(service -> !service.alive()).forEach(ChildJvm::start);
    awaitReady();
  }

  void awaitReady() {
    services().forEach(House::awaitReady);
  }

  /** One more instance of a service, running. */
  ChildJvm another(String service) {
    return another(service, Map.of());
  }

  /** The same, with settings of its own. */
  ChildJvm another(String service, Map<String, String> settings) {
    var instance = service(service, service + "-" + (more.size() + 2), settings);
    more.add(instance);
    instance.start();
    return instance;
  }

  /** Only the first of each service goes on. */
  void stopTheOthers() {
    more.forEach(ChildJvm::stop);
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
  static double metric(ChildJvm instance, String name) {
    return Web.call("GET", instance.port(), "/q/metrics", null)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Bytes, after a full collection. */
  static long liveHeap(ChildJvm instance) throws IOException, InterruptedException {
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
    Stream.concat(services(), Stream.of(broker)).forEach(ChildJvm::stop);
    postgres.stop();
    smtp.close();
  }

  private Stream<ChildJvm> services() {
    return Stream.concat(Stream.of(orders, notify, sla), more.stream());
  }

  /** As a load balancer does: only to who is there. */
  private ChildJvm door() {
    var doors =
        services()
            .filter(service -> service.name().startsWith(orders.name()) && service.alive())
            .toList();
    return doors.isEmpty() ? orders : doors.get(turn.getAndIncrement() % doors.size());
  }

  static void awaitReady(ChildJvm service) {
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

  /** It allows everything that is not forbidden, so that one topic can be. */
  private ChildJvm broker(int port, Path data, String log) {
    var more = Stream.concat(QUICK_TO_START.stream(), Stream.of("-Xmx384m")).toList();
    var arguments =
        ServiceJvm.broker(
            data,
            port,
            more,
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found=true");
    var environment = CallersVariables.leftOut();
    environment.put(
        "CLASSPATH",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return jvm("broker", port, log, arguments, environment);
  }

  private ChildJvm jvm(
      String name, int port, String log, List<String> arguments, Map<String, String> environment) {
    var file = folder.resolve(log + ".log");
    var command = new ChildJvm.Command(arguments, environment, folder, file, SECONDS_TO_END);
    return new ChildJvm(name, port, command, StartCache.none(), processes);
  }

  private ChildJvm service(String service, String name) {
    return service(service, name, Map.of());
  }

  private ChildJvm service(String service, String name, Map<String, String> settings) {
    int port = FreePort.find();
    var environment = CallersVariables.leftOut();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
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
    var arguments =
        Stream.concat(QUICK_TO_START.stream(), Stream.of("-Xmx192m", "-jar", jar.toString()));
    return jvm(name, port, name, arguments.toList(), environment);
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
