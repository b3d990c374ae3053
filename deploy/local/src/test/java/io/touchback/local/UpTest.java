package io.touchback.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The launcher as a process, with the real broker and database and with stand-ins for services. */
class UpTest {
  private static final Duration START = Duration.ofSeconds(90);

  /** In a new folder each start is remembered, which takes up to two minutes. */
  private static final long SECONDS_TO_STOP = 150;

  /** With spaces, as checkouts have them. */
  private final Path root = ThrowawayFolder.create().resolve("check out");

  private final Path data = root.resolve("da ta");
  private final Path output = root.resolve("output");
  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void packServices() throws IOException {
    for (var service : Service.values()) {
      FakeService.packInto(
          root.resolve(service.folder).resolve("target/quarkus-app/quarkus-run.jar"));
    }
    for (var port : Settings.Port.values()) {
      environment.put(port.name(), String.valueOf(FreePort.find()));
    }
    environment.put("TOUCHBACK_DATA", data.toString());
    environment.put("JAVA_OPTS", "-Xmx48m  -Dtold=this");
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (var process : started) {
      process.destroy();
      assertTrue(process.waitFor(SECONDS_TO_STOP, SECONDS), "did not stop");
    }
  }

  private Process up() throws IOException {
    var java = System.getProperty("java.home") + "/bin/java";
    var builder =
        new ProcessBuilder(java, "-Dtouchback.root=" + root, Up.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .directory(new File("/"));
    CallersVariables.removeFrom(builder.environment());
    builder.environment().putAll(environment);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    var process = builder.start();
    started.add(process);
    return process;
  }

  /** Real servers instead of the built-in parts; the stand-ins never ask them. */
  private void useRealOnes() {
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092");
    environment.put("TOUCHBACK_DATABASE_HOST", "db.example");
    environment.put("QUARKUS_MAILER_HOST", "mail.example");
  }

  private String said() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }

  private Process running() throws IOException {
    int before = said().split("Ctrl-C stops it", -1).length;
    var process = up();
    await()
        .atMost(START)
        .failFast(() -> !process.isAlive())
        .until(() -> said().split("Ctrl-C stops it", -1).length > before);
    return process;
  }

  private ProcessHandle child(Process up, String word) {
    return up.descendants().filter(p -> commandLine(p).contains(word)).findFirst().orElseThrow();
  }

  private ProcessHandle postgres() throws IOException {
    var lock = Files.readString(data.resolve("postgres/data/postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(lock.lines().findFirst().orElseThrow())).orElseThrow();
  }

  @Test
  void startsAllAndStopsAllInOrder() throws Exception {
    var up = running();
    var orders = child(up, "orders-service");
    var kafka = child(up, "LocalKafka");
    var postgres = postgres();
    var seen = Files.readString(data.resolve("notify-service.environment"));
    assertTrue(seen.contains("TOUCHBACK_DATABASE_PORT=" + environment.get("POSTGRES_PORT")), seen);
    assertTrue(seen.endsWith(" -Dtold=this"), seen);
    assertFalse(seen.contains("CLASSPATH="), seen);
    assertTrue(Files.readString(data.resolve("logs/sla-service.log")).contains("says hello"));
    var password = Files.readString(data.resolve("operations-password")).strip();
    assertTrue(said().contains("ops / " + password), said());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(data.resolve("operations-password"))));

    onlyItsOwnProcessNamesItsFolder(up);

    up.destroy();
    assertTrue(up.waitFor(SECONDS_TO_STOP, SECONDS), "still running");
    assertTrue(Files.exists(data.resolve("orders-service.stopped")), "not asked to stop");
    awaitEnd(orders, kafka, postgres);

    running();
    assertTrue(said().contains("ops / " + password), "the password is kept");
  }

  private static void onlyItsOwnProcessNamesItsFolder(Process up) {
    for (var service : Service.values()) {
      var line = " " + service.folder;
      assertEquals(
          1, up.descendants().filter(p -> commandLine(p).contains(service.folder)).count(), line);
      assertFalse(commandLine(up.toHandle()).contains(service.folder), line);
    }
  }

  /** Init takes a moment to notice the end of what it has adopted. */
  private static void awaitEnd(ProcessHandle... processes) {
    await().atMost(5, SECONDS).until(() -> Stream.of(processes).noneMatch(ProcessHandle::isAlive));
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  @Test
  void whatIsKilledIsStartedAgain() throws Exception {
    var up = running();
    for (var word : List.of("notify-service", "LocalKafka")) {
      var killed = child(up, word);
      killed.destroyForcibly();
      await()
          .atMost(START)
          .until(
              () ->
                  up.descendants()
                      .filter(p -> commandLine(p).contains(word))
                      .anyMatch(p -> p.pid() != killed.pid()));
    }
    var killed = postgres();
    killed.destroyForcibly();
    await().atMost(START).ignoreExceptions().until(() -> postgres().pid() != killed.pid());
    await()
        .atMost(START)
        .until(
            () ->
                said().contains("notify-service has ended (killed by signal 9); starting it again")
                    && said().contains("PostgreSQL has ended"));
  }

  @Test
  void aSecondStartOnTheSameFolderIsRefused() throws Exception {
    useRealOnes();
    var first = running();
    var second = up();
    assertTrue(second.waitFor(20, SECONDS));
    assertEquals(1, second.exitValue());
    assertTrue(
        said().contains("already runs on " + data + " (process " + first.pid() + ")"), said());
    assertTrue(first.isAlive());
  }

  @Test
  void whatAKilledLauncherLeftBehindIsReplaced() throws Exception {
    var first = running();
    var orders = child(first, "orders-service");
    var kafka = child(first, "LocalKafka");
    var postgres = postgres();
    first.destroyForcibly().waitFor();

    running();
    awaitEnd(orders, kafka, postgres);
    assertTrue(said().contains("Ended the orders-service that an earlier start left behind"));
  }

  @Test
  void aTakenPortIsToldBeforeAnythingStarts() throws Exception {
    try (var taken = new ServerSocket(0)) {
      environment.put("SLA_PORT", String.valueOf(taken.getLocalPort()));
      var up = up();
      assertTrue(up.waitFor(20, TimeUnit.SECONDS));
      assertEquals(1, up.exitValue());
      assertTrue(said().contains("Port " + taken.getLocalPort() + " is taken"), said());
      assertTrue(said().contains("Set SLA_PORT"), said());
      assertFalse(Files.exists(data.resolve("postgres")));
    }
  }

  @Test
  void aServiceThatDoesNotStartEndsItAllWithTheEndOfItsLog() throws Exception {
    useRealOnes();
    environment.put("JAVA_OPTS", "-XX:NoSuchThing");
    var up = up();
    assertTrue(up.waitFor(60, SECONDS));
    assertEquals(1, up.exitValue());
    assertTrue(said().contains("does not start (exit code 1)"), said());
    assertTrue(said().contains("NoSuchThing"), said());
  }

  @Test
  void realOnesAreUsedInsteadOfTheBuiltInParts() throws Exception {
    useRealOnes();
    var up = running();
    assertEquals(3, up.descendants().count());
    assertFalse(Files.exists(data.resolve("postgres")));
    var seen = Files.readString(data.resolve("orders-service.environment"));
    assertTrue(seen.contains("KAFKA_BOOTSTRAP_SERVERS=kafka.example:9092"), seen);
    assertTrue(seen.contains("TOUCHBACK_DATABASE_HOST=db.example"), seen);
    assertFalse(seen.contains("TOUCHBACK_DATABASE_PASSWORD"), seen);
    assertFalse(seen.contains("QUARKUS_MAILER_PORT"), seen);
  }
}
