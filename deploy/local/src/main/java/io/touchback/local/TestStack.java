package io.touchback.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * Gives a Quarkus test a broker and a database on free ports, started once a JVM. Argument {@code
 * database}: the database's name.
 */
public final class TestStack implements QuarkusTestResourceLifecycleManager {
  private String database = "touchback_test";

  @Override
  public void init(Map<String, String> arguments) {
    database = arguments.getOrDefault("database", database);
  }

  @Override
  public Map<String, String> start() {
    var stack = Running.STACK;
    stack.postgres.createDatabase(database);
    return Map.of(
        "kafka.bootstrap.servers",
        stack.kafka.bootstrapServers(),
        "quarkus.datasource.jdbc.url",
        stack.postgres.jdbcUrl(database),
        "quarkus.datasource.username",
        LocalPostgres.USER,
        "quarkus.datasource.password",
        LocalPostgres.PASSWORD);
  }

  @Override
  public void stop() {
    // The stack lives as long as the JVM.
  }

  private record Running(LocalKafka kafka, LocalPostgres postgres) {
    static final Running STACK = start();

    private static Running start() {
      try {
        var folder = Files.createTempDirectory("touchback-test");
        var stack =
            new Running(
                LocalKafka.start(folder.resolve("kafka"), 0),
                LocalPostgres.start(folder.resolve("postgres"), 0));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop test stack"));
        return stack;
      } catch (IOException e) {
        throw new UncheckedIOException("No folder for the test stack", e);
      }
    }

    private void close() {
      kafka.close();
      postgres.close();
    }
  }
}
