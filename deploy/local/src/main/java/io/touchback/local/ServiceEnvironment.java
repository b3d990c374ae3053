package io.touchback.local;

import io.touchback.local.Settings.Port;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The variables a service is started with: the caller's, and what the built-in parts add. */
final class ServiceEnvironment {
  private final Settings settings;
  private final Secrets secrets;

  ServiceEnvironment(Settings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  Map<String, String> on(Map<String, String> callers) {
    var all = new HashMap<>(ServiceJvm.ENVIRONMENT);
    all.putAll(callers);
    // The launcher's own.
    all.remove("CLASSPATH");
    all.entrySet().removeIf(one -> one.getValue().isBlank() && isOurs(one.getKey()));
    for (var port : new Port[] {Port.ORDERS_PORT, Port.NOTIFY_PORT, Port.SLA_PORT}) {
      all.put(port.name(), String.valueOf(settings.port(port)));
    }
    all.put("QUARKUS_HTTP_HOST", settings.listeningHost());
    all.put("TOUCHBACK_DATA", settings.data().toString());
    all.put("KAFKA_BOOTSTRAP_SERVERS", settings.bootstrapServers());
    all.put("TOUCHBACK_OPS_PASSWORD", opsPassword());
    all.put("TOUCHBACK_SECRET_KEY", secretKey());
    all.put("TOUCHBACK_PUBLIC_URL", publicUrl());
    if (settings.ownDatabase()) {
      all.put("TOUCHBACK_DATABASE_HOST", "127.0.0.1");
      all.put("TOUCHBACK_DATABASE_PORT", String.valueOf(settings.port(Port.POSTGRES_PORT)));
      all.put("TOUCHBACK_DATABASE_USER", databaseUser());
      all.put("TOUCHBACK_DATABASE_PASSWORD", databasePassword());
    } else {
      all.putIfAbsent("TOUCHBACK_DATABASE_PORT", "5432");
    }
    if (settings.ownMailbox()) {
      all.put("QUARKUS_MAILER_HOST", "127.0.0.1");
      all.put("QUARKUS_MAILER_PORT", String.valueOf(settings.port(Port.SMTP_PORT)));
    }
    return all;
  }

  /** Of which an empty one counts as unset. */
  private static boolean isOurs(String name) {
    return name.startsWith("TOUCHBACK_") || name.startsWith("QUARKUS_MAILER_");
  }

  String opsPassword() {
    return settings
        .get("TOUCHBACK_OPS_PASSWORD")
        .orElseGet(() -> secrets.password("operations-password"));
  }

  private String secretKey() {
    return settings.get("TOUCHBACK_SECRET_KEY").orElseGet(() -> secrets.key("secret-key"));
  }

  private String publicUrl() {
    return settings.get("TOUCHBACK_PUBLIC_URL").orElseGet(() -> settings.url(Port.ORDERS_PORT));
  }

  LocalPostgres.Settings database(Path folder) {
    return new LocalPostgres.Settings(
        folder, settings.port(Port.POSTGRES_PORT), databaseUser(), databasePassword(), true);
  }

  private String databaseUser() {
    return settings.get("TOUCHBACK_DATABASE_USER").orElse("postgres");
  }

  /** The database's owner may run programs here, so no default that everybody knows. */
  private String databasePassword() {
    return settings
        .get("TOUCHBACK_DATABASE_PASSWORD")
        .orElseGet(() -> secrets.password("database-password"));
  }
}
