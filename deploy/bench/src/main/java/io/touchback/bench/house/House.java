package io.touchback.bench.house;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.touchback.local.CallersVariables;
import io.touchback.local.ChildJvm;
import io.touchback.local.FreePort;
import io.touchback.local.LocalPostgres;
import io.touchback.local.ServiceJvm;
import io.touchback.local.StartCache;
import io.touchback.local.ThrowawayFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The packaged services on a broker and a database of their own, each in its own process. */
public final class House implements AutoCloseable {
  private static final String OWN_DATABASE = "bench";
  private static final Path ROOT =
      Path.of(System.getProperty("touchback.root", "")).toAbsolutePath();
  private static final int SECONDS_TO_END = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final boolean recording;
  private final LocalPostgres postgres;
  private final Path processes;
  private final ChildJvm broker;
  private final int brokerPort = FreePort.find();
  private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
  private final Map<Service, ChildJvm> services = new EnumMap<>(Service.class);
  private final Api api = new Api();

  /** The three, by their databases' names. */
  public enum Service {
    ORDERS,
    NOTIFY,
    SLA;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Broker and database are running, the services are not.
   *
   * @param folder for logs and data: on a disk, as the database waits for it
   * @param recording whether each service's flights are recorded there, for JDK Mission Control
   */
  public House(Path folder, int smtpPort, boolean recording) {
    this.folder = folder.toAbsolutePath();
    this.recording = recording;
    var data = ThrowawayFolder.create(folder);
    postgres = LocalPostgres.startDurable(data.resolve("postgres"), 0);
    processes = data.resolve("processes");
    broker = broker(data.resolve("kafka"));
    broker.start();
    for (var service : Service.values()) {
      postgres.createDatabase("touchback_" + service.word());
      ports.put(service, FreePort.find());
    }
    for (var service : Service.values()) {
      services.put(service, process(service, smtpPort));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop the house"));
    await("the broker", this::brokerAnswers);
  }

  /**
   * Ready when this returns.
   *
   * @param more variables of its environment
   * @return how long that took
   */
  public Duration start(Service service, Map<String, String> more) {
    long asked = System.nanoTime();
    process(service).start(more);
    await(service.word(), () -> process(service).alive() && api.isReady(port(service)));
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  public void stop(Service service) {
    process(service).stop();
  }

  /** Whether a service's next run is one that later ones start faster by, and slow itself. */
  public boolean hasToPractise() {
    return services.values().stream().anyMatch(ChildJvm::records);
  }

  /** It does nothing until it may go on; then all it has been sent is there, and it is warm. */
  public void suspend(Service service) {
    process(service).suspend();
  }

  public void resume(Service service) {
    process(service).resume();
  }

  public int port(Service service) {
    return Objects.requireNonNull(ports.get(service));
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  /** A call to a service by operations; throws unless it goes well. */
  public String call(Service service, String method, String path, String body) {
    return api.call(port(service), method, path, body);
  }

  public Connection database(Service service) {
    return database("touchback_" + service.word());
  }

  public void createOwnDatabase() {
    postgres.createDatabase(OWN_DATABASE);
  }

  /** One of the bench's own, for what is measured without Touchback. */
  public Connection ownDatabase() {
    return database(OWN_DATABASE);
  }

  /** So many connections to the same, open already. */
  public AgroalDataSource ownPool(int size) {
    var configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.initialSize(size)
                        .maxSize(size)
                        .connectionFactoryConfiguration(
                            one ->
                                one.jdbcUrl(url(OWN_DATABASE))
                                    .principal(new NamePrincipal(postgres.user()))
                                    .credential(new SimplePassword(postgres.password()))));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection database(String name) {
    try {
      return DriverManager.getConnection(url(name), postgres.user(), postgres.password());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(String database) {
    return postgres.jdbcUrl(database) + "?reWriteBatchedInserts=true";
  }

  /** What each process has used so far; those that do not run have used nothing. */
  public Usage usage() {
    var used = new LinkedHashMap<String, Double>();
    services.forEach((service, process) -> used.put(service.word(), cpu(process)));
    used.put("kafka", cpu(broker));
    used.put("postgres", postgresCpu());
    used.put(Usage.BENCH, Proc.cpuSeconds(ProcessHandle.current().pid()));
    return new Usage(used);
  }

  /** CPU seconds that the services' compilers have used so far. */
  public double compiling() {
    return services.values().stream()
        .filter(ChildJvm::alive)
        .mapToDouble(process -> Proc.compilerSeconds(process.pid()))
        .sum();
  }

  private double postgresCpu() {
    return postgres.process().stream()
        .flatMap(main -> Proc.family(main.pid()))
        .mapToDouble(Proc::cpuSeconds)
        .filter(seconds -> !Double.isNaN(seconds))
        .sum();
  }

  private static double cpu(ChildJvm process) {
    return process.alive() ? Proc.cpuSeconds(process.pid()) : 0;
  }

  /** Of the services, in megabytes. */
  public Map<String, Double> memory() {
    var used = new LinkedHashMap<String, Double>();
    services.forEach(
        (service, process) -> {
          if (process.alive()) {
            used.put(service.word(), Proc.pssMegabytes(process.pid()));
          }
        });
    return used;
  }

  public static String machine() {
    return Proc.machine() + ", data on " + Proc.fileSystem(ROOT);
  }

  @Override
  public void close() {
    services.values().forEach(ChildJvm::stop);
    broker.stop();
    postgres.close();
  }

  private ChildJvm process(Service service) {
    return Objects.requireNonNull(services.get(service));
  }

  private ChildJvm process(Service service, int smtpPort) {
    var name = service.word();
    var jar = ROOT.resolve(name + "-service/target/quarkus-app/quarkus-run.jar");
    var arguments = ServiceJvm.arguments(jar, recording ? List.of(recordingTo(name)) : List.of());
    return new ChildJvm(
        name,
        port(service),
        command(name, arguments, environment(smtpPort)),
        StartCache.of(folder.resolve("start"), name + "-service", jar),
        processes);
  }

  private ChildJvm broker(Path kafka) {
    var arguments = ServiceJvm.broker(kafka, brokerPort, List.of("-Xmx384m"));
    var environment = CallersVariables.leftOut();
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    return new ChildJvm(
        "kafka",
        brokerPort,
        command("kafka", arguments, environment),
        StartCache.none(),
        processes);
  }

  private ChildJvm.Command command(
      String name, List<String> arguments, Map<String, String> environment) {
    var log = folder.resolve(name + ".log");
    return new ChildJvm.Command(arguments, environment, folder, log, SECONDS_TO_END);
  }

  private String recordingTo(String name) {
    return "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
        + folder.resolve(name + ".jfr");
  }

  private Map<String, String> environment(int smtpPort) {
    var environment = CallersVariables.leftOut();
    environment.putAll(ServiceJvm.ENVIRONMENT);
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
    environment.put("TOUCHBACK_DATABASE_HOST", postgres.host());
    environment.put("TOUCHBACK_DATABASE_PORT", String.valueOf(postgres.port()));
    environment.put("TOUCHBACK_DATABASE_USER", postgres.user());
    environment.put("TOUCHBACK_DATABASE_PASSWORD", postgres.password());
    environment.put("TOUCHBACK_OPS_PASSWORD", Api.PASSWORD);
    environment.put("TOUCHBACK_SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789a=");
    environment.put("TOUCHBACK_PUBLIC_URL", "http://localhost:" + port(Service.ORDERS));
    environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
    environment.put("QUARKUS_MAILER_PORT", String.valueOf(smtpPort));
    // Else a mail that was put off comes minutes after the bench.
    environment.put("TOUCHBACK_SEND_RETRY_GREYLISTED", "PT2S");
    ports.forEach(
        (service, port) -> environment.put(service.name() + "_PORT", String.valueOf(port)));
    return environment;
  }

  private boolean brokerAnswers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void await(String what, BooleanSupplier ready) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(what + " is not ready; its log is in " + folder);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
