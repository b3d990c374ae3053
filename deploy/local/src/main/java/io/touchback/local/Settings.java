package io.touchback.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the environment says about where everything is; an empty variable is an unset one. */
final class Settings {
  /** A port of ours: the variable that moves it, and where it is otherwise. */
  enum Port {
    ORDERS_PORT(8080),
    NOTIFY_PORT(8081),
    SLA_PORT(8082),
    KAFKA_PORT(9092),
    POSTGRES_PORT(15432),
    SMTP_PORT(1025),
    MAILBOX_PORT(8025);

    private final int otherwise;

    Port(int otherwise) {
      this.otherwise = otherwise;
    }
  }

  /** The folder of the checkout. */
  static final Path ROOT = Path.of(System.getProperty("touchback.root", "")).toAbsolutePath();

  private static final String KAFKA = "KAFKA_";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  private final Map<String, String> environment;

  Settings(Map<String, String> environment) {
    this.environment =
        environment.entrySet().stream()
            .filter(variable -> !variable.getValue().isBlank())
            .collect(Collectors.toMap(Map.Entry::getKey, v -> v.getValue().strip()));
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  int port(Port port) {
    var text = get(port.name()).orElse(String.valueOf(port.otherwise));
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
      throw new UserError(port + " is \"" + text + "\": a port is a number from 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  /** Where everything is kept that outlives a start. */
  Path data() {
    return get("TOUCHBACK_DATA").map(Path::of).orElse(ROOT.resolve(".touchback")).toAbsolutePath();
  }

  boolean ownBroker() {
    return get("KAFKA_BOOTSTRAP_SERVERS").isEmpty();
  }

  boolean ownDatabase() {
    return get("TOUCHBACK_DATABASE_HOST").isEmpty();
  }

  boolean ownMailbox() {
    return get("QUARKUS_MAILER_HOST").isEmpty() && get("QUARKUS_MAILER_PORT").isEmpty();
  }

  String bootstrapServers() {
    return get("KAFKA_BOOTSTRAP_SERVERS").orElseGet(() -> "127.0.0.1:" + port(Port.KAFKA_PORT));
  }

  /** What a client of Kafka's is told, as the services are: by each {@code KAFKA_X_Y}, x.y. */
  Map<String, Object> kafka() {
    var all = new HashMap<String, Object>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(KAFKA) && !name.equals(Port.KAFKA_PORT.name())) {
            var setting = name.substring(KAFKA.length()).toLowerCase(Locale.ROOT);
            all.put(setting.replace('_', '.'), value);
          }
        });
    all.put("bootstrap.servers", bootstrapServers());
    return all;
  }

  /** Where the services listen: operations log in by Basic over plain HTTP, so not everywhere. */
  String listeningHost() {
    return get("QUARKUS_HTTP_HOST").orElse(LOOPBACK);
  }

  /** Where this machine finds what listens there. */
  String url(Port port) {
    var host =
        switch (port) {
          case ORDERS_PORT, NOTIFY_PORT, SLA_PORT -> listeningHost();
          default -> LOOPBACK;
        };
    if (host.equals(LOOPBACK) || EVERYWHERE.contains(host)) {
      host = "localhost";
    }
    return "http://" + (host.matches("[^\\[].*:.*") ? "[" + host + "]" : host) + ":" + port(port);
  }

  /** The ports that we listen on ourselves, with their variables. */
  Map<Port, Integer> ownPorts() {
    return Arrays.stream(Port.values())
        .filter(this::isOurs)
        .collect(Collectors.toMap(port -> port, this::port));
  }

  private boolean isOurs(Port port) {
    return switch (port) {
      case ORDERS_PORT, NOTIFY_PORT, SLA_PORT -> true;
      case KAFKA_PORT -> ownBroker();
      case POSTGRES_PORT -> ownDatabase();
      case SMTP_PORT, MAILBOX_PORT -> ownMailbox();
    };
  }
}
