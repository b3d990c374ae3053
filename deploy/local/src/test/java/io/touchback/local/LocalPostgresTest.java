package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalPostgresTest {
  private final Path folder = ThrowawayFolder.create();
  private final int port = FreePort.find();
  private LocalPostgres postgres = start();

  private LocalPostgres start() {
    return LocalPostgres.start(folder.resolve("postgres"), port);
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void keepsItsDataOverARestart() throws SQLException {
    postgres.createDatabase("touchback_orders");
    execute("touchback_orders", "create table kept as select 'Grüße 📦' as word");
    postgres.close();
    assertTrue(postgres.process().isEmpty());

    postgres = start();
    postgres.createDatabase("touchback_orders");
    assertEquals("Grüße 📦", query("touchback_orders", "select word from kept"));
  }

  @Test
  void startsAgainAfterKill9() throws Exception {
    execute("postgres", "create table kept as select 7 as number");
    kill9();

    postgres = start();
    assertEquals("7", query("postgres", "select number from kept"));
  }

  @Test
  void startsAlthoughAStrangerHasTheProcessIdInTheStaleLock() throws Exception {
    var lock = folder.resolve("postgres/data/postmaster.pid");
    var text = Files.readString(lock);
    kill9();
    var stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(lock, text.replaceFirst("\\d+", String.valueOf(stranger.pid())));

      postgres = start();
      assertEquals("1", query("postgres", "select 1"));
      assertTrue(stranger.isAlive());
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aServerLeftBehindByAKilledStarterIsReplaced() throws Exception {
    var leftBehind = postgres.process().orElseThrow();

    postgres = start();
    leftBehind.onExit().get(10, TimeUnit.SECONDS);
    assertEquals("1", query("postgres", "select 1"));
  }

  @Test
  void aKilledInitialisationIsDoneAgain() throws Exception {
    var fresh = ThrowawayFolder.create().resolve("postgres");
    Files.createDirectories(fresh.resolve("data.new"));
    Files.writeString(fresh.resolve("data.new/PG_VERSION"), "18\n");

    try (var other = LocalPostgres.start(fresh, 0)) {
      assertTrue(other.process().isPresent());
    }
  }

  @Test
  void lettersOfAllLanguagesHaveTheirSmallOnes() throws SQLException {
    assertEquals("äéж", query("postgres", "select lower('ÄÉЖ')"));
  }

  @Test
  void aDurableServerWaitsForTheDiskAndKnowsItsUserByPassword() throws Exception {
    var settings =
        new LocalPostgres.Settings(
            ThrowawayFolder.create().resolve("postgres"), FreePort.find(), "clerk", "pa'ss", true);
    try (var durable = LocalPostgres.start(settings);
        var connection =
            DriverManager.getConnection(durable.jdbcUrl("postgres"), "clerk", "pa'ss")) {
      assertEquals("on", query(connection, "show fsync"));
      assertEquals("on", query(connection, "show synchronous_commit"));
      assertEquals("127.0.0.1", query(connection, "show listen_addresses"));
    }
  }

  @Test
  @DisplayName("Starts where the machine's language has digits of its own")
  void startsWhateverTheLanguage() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try (var other = LocalPostgres.start(ThrowawayFolder.create().resolve("postgres"), 0)) {
      assertTrue(other.process().isPresent());
    } finally {
      Locale.setDefault(before);
    }
  }

  private void kill9() throws Exception {
    var process = postgres.process().orElseThrow();
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
  }

  private void execute(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String database, String sql) throws SQLException {
    try (var connection = connect(database)) {
      return query(connection, sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(database), postgres.user(), postgres.password());
  }
}
