package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.local.Settings.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path data;

  /** What a service is started with when the caller's environment is this. */
  private Map<String, String> service(Map<String, String> variables) {
    var callers = new HashMap<>(variables);
    callers.put("TOUCHBACK_DATA", data.toString());
    return new ServiceEnvironment(new Settings(callers), new Secrets(data)).on(callers);
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERS_PORT, 8080",
    "NOTIFY_PORT, 8081",
    "SLA_PORT, 8082",
    "TOUCHBACK_PUBLIC_URL, http://localhost:8080",
    "KAFKA_BOOTSTRAP_SERVERS, 127.0.0.1:9092",
    "TOUCHBACK_DATABASE_HOST, 127.0.0.1",
    "TOUCHBACK_DATABASE_PORT, 15432",
    "TOUCHBACK_DATABASE_USER, postgres",
    "QUARKUS_HTTP_HOST, 127.0.0.1",
    "QUARKUS_MAILER_HOST, 127.0.0.1",
    "QUARKUS_MAILER_PORT, 1025",
  })
  void hasTheDocumentedDefault(String name, String value) {
    assertEquals(value, service(Map.of()).get(name));
    assertEquals(value, service(Map.of(name, "  ")).get(name), "an empty one is an unset one");
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERS_PORT, 9001, TOUCHBACK_PUBLIC_URL, http://localhost:9001",
    "KAFKA_PORT, 9002, KAFKA_BOOTSTRAP_SERVERS, 127.0.0.1:9002",
    "POSTGRES_PORT, 9003, TOUCHBACK_DATABASE_PORT, 9003",
    "SMTP_PORT, 9004, QUARKUS_MAILER_PORT, 9004",
    "TOUCHBACK_PUBLIC_URL, https://t.example, TOUCHBACK_PUBLIC_URL, https://t.example",
    "TOUCHBACK_OPS_PASSWORD, pw, TOUCHBACK_OPS_PASSWORD, pw",
    "TOUCHBACK_SECRET_KEY, key, TOUCHBACK_SECRET_KEY, key",
    "TOUCHBACK_DATABASE_PASSWORD, pw, TOUCHBACK_DATABASE_PASSWORD, pw",
    "QUARKUS_LOG_LEVEL, DEBUG, QUARKUS_LOG_LEVEL, DEBUG",
    "QUARKUS_HTTP_HOST, 0.0.0.0, QUARKUS_HTTP_HOST, 0.0.0.0",
    "QUARKUS_HTTP_HOST, 192.168.1.2, TOUCHBACK_PUBLIC_URL, http://192.168.1.2:8080",
    "ANYTHING, else, ANYTHING, else",
  })
  void passesOnWhatIsSet(String name, String value, String seen, String as) {
    assertEquals(as, service(Map.of(name, value)).get(seen));
  }

  @Test
  void anEmptyVariableIsAnUnsetOneForARealDatabase() {
    var service =
        service(
            Map.of(
                "TOUCHBACK_DATABASE_HOST", "db.example",
                "TOUCHBACK_DATABASE_PORT", "",
                "TOUCHBACK_DATABASE_USER", " "));
    assertEquals("5432", service.get("TOUCHBACK_DATABASE_PORT"));
    assertFalse(service.containsKey("TOUCHBACK_DATABASE_USER"));
  }

  @Test
  void addsNothingToAMailServerOfWhichOnlyThePortIsSet() {
    var service = service(Map.of("QUARKUS_MAILER_PORT", "25"));
    assertEquals("25", service.get("QUARKUS_MAILER_PORT"));
    assertFalse(service.containsKey("QUARKUS_MAILER_HOST"));
  }

  @Test
  @DisplayName("A reader of Kafka is told by KAFKA_* what the services are told")
  void aReaderOfKafkaIsToldTheSame() {
    var callers =
        Map.of("KAFKA_SSL_TRUSTSTORE_LOCATION", "/trust", "KAFKA_PORT", "9002", "KAFKA_X", " ");
    assertEquals(
        Map.of("ssl.truststore.location", "/trust", "bootstrap.servers", "127.0.0.1:9002"),
        new Settings(callers).kafka());
  }

  @Test
  void generatesItsSecretsOnceAndForThisUserOnly() throws Exception {
    var first = service(Map.of());
    assertEquals(first, service(Map.of()));
    assertTrue(first.get("TOUCHBACK_OPS_PASSWORD").matches("\\w{20}"));
    assertTrue(first.get("TOUCHBACK_DATABASE_PASSWORD").matches("\\w{20}"));
    assertEquals(
        32, java.util.Base64.getDecoder().decode(first.get("TOUCHBACK_SECRET_KEY")).length);
    try (var files = Files.list(data)) {
      for (var file : files.toList()) {
        assertEquals(2, Files.getPosixFilePermissions(file).size(), file.toString());
      }
    }
  }

  @Test
  void aSecretThatIsSetIsNotKept() {
    service(Map.of("TOUCHBACK_OPS_PASSWORD", "mine"));
    assertFalse(Files.exists(data.resolve("operations-password")));
  }

  @ParameterizedTest
  @DisplayName("The services are asked where they listen, the mailbox where it always does")
  @CsvSource({
    "'', http://localhost:8081",
    "127.0.0.1, http://localhost:8081",
    "0.0.0.0, http://localhost:8081",
    "::, http://localhost:8081",
    "[::], http://localhost:8081",
    "localhost, http://localhost:8081",
    "192.168.1.2, http://192.168.1.2:8081",
    "fe80::1, http://[fe80::1]:8081",
    "[fe80::1], http://[fe80::1]:8081",
  })
  void servicesAreAskedWhereTheyListen(String host, String url) {
    var settings = new Settings(Map.of("QUARKUS_HTTP_HOST", host));
    assertEquals(url, settings.url(Port.NOTIFY_PORT));
    assertEquals("http://localhost:8025", settings.url(Port.MAILBOX_PORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", "99999999999"})
  void aPortThatIsNoneIsTold(String text) {
    var settings = new Settings(Map.of("SLA_PORT", text));
    var error = assertThrows(UserError.class, () -> settings.port(Port.SLA_PORT));
    assertTrue(error.getMessage().startsWith("SLA_PORT is \"" + text), error.getMessage());
  }

  @Test
  void twoPortsThatAreTheSameAreTold() {
    var ports = new Settings(Map.of("SLA_PORT", "9092")).ownPorts();
    var error = assertThrows(UserError.class, () -> FreePorts.check(ports));
    assertEquals("SLA_PORT and KAFKA_PORT are both 9092", error.getMessage());
  }
}
