package io.touchback.local;

import java.util.concurrent.CompletableFuture;

/** What Touchback runs on, one way or the other: a broker and a database, fresh and thrown away. */
public record LocalStack(Broker broker, Database database) implements AutoCloseable {

  /** Started inside this JVM, or in containers if {@code -Dtouchback.stack=containers}. */
  public static LocalStack fresh() {
    return switch (System.getProperty("touchback.stack", "embedded")) {
      case "embedded" -> embedded();
      case "containers" -> Containers.stack();
      default -> throw new IllegalArgumentException("touchback.stack is embedded or containers");
    };
  }

  private static LocalStack embedded() {
    QuietLogs.ofKafka();
    var folder = ThrowawayFolder.create();
    var database =
        CompletableFuture.supplyAsync(() -> LocalPostgres.start(folder.resolve("postgres"), 0));
    var broker = LocalKafka.start(folder.resolve("kafka"), 0);
    return new LocalStack(broker, database.join());
  }

  @Override
  public void close() {
    broker.close();
    database.close();
  }
}
