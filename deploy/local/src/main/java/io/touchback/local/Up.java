package io.touchback.local;

import io.touchback.local.Settings.Port;
import io.touchback.local.mailbox.LocalMailbox;
import io.touchback.local.mailbox.MailboxWeb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs all of Touchback on this machine until it is told to stop: {@code deploy/up}. */
final class Up {
  private static final String USAGE =
      """
      usage: deploy/up [--demo]
      starts Kafka, PostgreSQL, a mailbox and the three services, and runs until Ctrl-C.
        --demo  makes a shop and plays a story with it""";

  private static final String BROKER = "Kafka";
  private static final String PROCESSES = "processes";

  private final Settings settings;
  private final DataFolder data;
  private final Leftovers leftovers;
  private final ServiceEnvironment environment;

  private final List<Keeper> foundations = new ArrayList<>();
  private final List<Keeper> services = new ArrayList<>();
  private @Nullable LocalMailbox mailbox;
  private boolean stopping;

  private Up(Settings settings, DataFolder data) {
    this.settings = settings;
    this.data = data;
    leftovers = new Leftovers(data.resolve(PROCESSES));
    environment = new ServiceEnvironment(settings, new Secrets(data.path()));
  }

  public static void main(String[] arguments) throws InterruptedException {
    QuietLogs.warningsOnly();
    var words = List.of(arguments);
    if (!List.of("--demo").containsAll(words)) {
      System.err.println(USAGE);
      System.exit(2);
    }
    try {
      var settings = new Settings(System.getenv());
      if (words.contains("--demo") && !settings.ownMailbox()) {
        throw new UserError(
            "The demo writes to customers who do not exist, so it needs the built-in mailbox:"
                + " leave QUARKUS_MAILER_HOST and QUARKUS_MAILER_PORT unset.");
      }
      var ports = settings.ownPorts();
      var up = new Up(settings, DataFolder.hold(settings.data()));
      up.endLeftovers();
      FreePorts.check(ports);
      Runtime.getRuntime().addShutdownHook(new Thread(up::stop, "stop"));
      up.start();
      up.tellWhereEverythingIs();
      if (words.contains("--demo")) {
        up.playDemo();
      }
      new CountDownLatch(1).await();
    } catch (UserError e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void endLeftovers() {
    Stream.concat(Arrays.stream(Service.values()).map(service -> service.folder), Stream.of(BROKER))
        .filter(leftovers::end)
        .forEach(name -> say("Ended the " + name + " that an earlier start left behind"));
    var postgres = data.resolve("postgres");
    if (Files.exists(postgres) && LocalPostgres.endLeftover(environment.database(postgres))) {
      say("Ended the PostgreSQL that an earlier start left behind");
    }
  }

  private void start() {
    say("Starting; everything is kept in " + data.path());
    var parts = new ArrayList<Part>();
    if (settings.ownMailbox()) {
      startMailbox();
    }
    if (settings.ownBroker()) {
      parts.add(broker());
    }
    if (settings.ownDatabase()) {
      parts.add(new PostgresPart(environment.database(data.resolve("postgres"))));
    }
    keep(parts, foundations);
    keep(Arrays.stream(Service.values()).map(this::part).toList(), services);
    keepLogsBounded();
  }

  /** Returns when all are ready. */
  private void keep(List<Part> parts, List<Keeper> keepers) {
    var started = new ArrayList<CompletableFuture<Void>>();
    synchronized (this) {
      if (stopping) {
        return;
      }
      parts.forEach(part -> keepers.add(new Keeper(part, Up::say)));
      keepers.forEach(keeper -> started.add(keeper.start()));
    }
    try {
      CompletableFuture.allOf(started.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UserError error ? error : e;
    }
  }

  private void startMailbox() {
    mailbox = LocalMailbox.start(data.resolve("mailbox"), settings.port(Port.SMTP_PORT));
    MailboxWeb.start(mailbox, settings.port(Port.MAILBOX_PORT));
  }

  private Part broker() {
    int port = settings.port(Port.KAFKA_PORT);
    var arguments = ServiceJvm.broker(data.resolve("kafka"), port, List.of());
    var command =
        new ChildJvm.Command(arguments, System.getenv(), data.path(), data.log("kafka"), 5);
    var jvm = new ChildJvm(BROKER, port, command, StartCache.none(), data.resolve(PROCESSES));
    return new JavaPart(jvm, () -> accepts(port));
  }

  private Part part(Service service) {
    var more =
        settings.get("JAVA_OPTS").map(options -> List.of(options.split("\\s+"))).orElse(List.of());
    var arguments = ServiceJvm.arguments(service.jar(), more);
    var variables = environment.on(System.getenv());
    var jvm =
        new ChildJvm(
            service.folder,
            settings.port(service.port),
            new ChildJvm.Command(arguments, variables, data.path(), data.log(service.folder), 10),
            StartCache.of(data.resolve("start"), service.folder, service.jar()),
            data.resolve(PROCESSES));
    return new JavaPart(jvm, () -> isReady(settings.url(service.port)));
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isReady(String service) {
    try {
      return Http.call("GET", service + "/q/health/ready", Map.of(), new byte[0]).well();
    } catch (IOException e) {
      return false;
    }
  }

  private void keepLogsBounded() {
    var names = Stream.of("orders-service", "notify-service", "sla-service", "kafka");
    var postgres = environment.database(data.resolve("postgres")).log();
    var logs = new Logs(Stream.concat(names.map(data::log), Stream.of(postgres)).toList());
    Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "logs");
              thread.setDaemon(true);
              return thread;
            })
        .scheduleWithFixedDelay(logs::rotate, 5, 5, TimeUnit.SECONDS);
  }

  private void tellWhereEverythingIs() {
    say("");
    say("Touchback is running.");
    tell("orders-service", settings.url(Port.ORDERS_PORT));
    tell("notify-service", settings.url(Port.NOTIFY_PORT));
    tell("sla-service", settings.url(Port.SLA_PORT));
    tell("mailbox", settings.ownMailbox() ? settings.url(Port.MAILBOX_PORT) : "your mail server");
    tell("Kafka", settings.bootstrapServers());
    tell(
        "PostgreSQL",
        settings.ownDatabase() ? "localhost:" + settings.port(Port.POSTGRES_PORT) : "yours");
    tell(
        "log in",
        "ops / "
            + (settings.get("TOUCHBACK_OPS_PASSWORD").isPresent()
                ? "your TOUCHBACK_OPS_PASSWORD"
                : environment.opsPassword()));
    tell("logs", data.resolve("logs").toString());
    say("Ctrl-C stops it.");
  }

  /** A story that breaks off leaves the house running. */
  private void playDemo() throws InterruptedException {
    try {
      new Demo(settings, environment.opsPassword(), Objects.requireNonNull(mailbox), Up::say)
          .play();
    } catch (RuntimeException e) {
      say("The demo broke off: " + e.getMessage());
    }
  }

  private static void tell(String what, String where) {
    say("  %-15s %s".formatted(what, where));
  }

  /** The services first, so that they can hand on what they have in hand. */
  private void stop() {
    synchronized (this) {
      stopping = true;
    }
    say(
        services.stream().anyMatch(Keeper::isRecorded)
            ? "Stopping; how the services start is remembered this once: half a minute …"
            : "Stopping …");
    stop(services);
    stop(foundations);
    say("Stopped.");
  }

  private static void stop(List<Keeper> keepers) {
    var threads = keepers.stream().map(keeper -> new Thread(keeper::stop)).toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
