package io.touchback.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
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
    stack.database().createDatabase(database);
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", stack.broker().bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", stack.database().jdbcUrl(database));
    settings.put("quarkus.datasource.username", stack.database().user());
    settings.put("quarkus.datasource.password", stack.database().password());
    QuietLogs.keys().forEach(key -> settings.put(key, "WARN"));
    return settings;
  }

  @Override
  public void stop() {
    // The stack lives as long as the JVM.
  }

  private static final class Running {
    static final LocalStack STACK = LocalStack.fresh();
  }
}
