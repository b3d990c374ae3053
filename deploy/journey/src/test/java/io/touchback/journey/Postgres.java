package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import io.touchback.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The services' database server, as its administrator and its enemies meet it. */
final class Postgres {
  private final Path folder;
  private LocalPostgres server;

  Postgres(Path folder) {
    this.folder = folder;
    server = LocalPostgres.start(folder, 0);
    for (var service : List.of("orders", "notify", "sla")) {
      server.createDatabase("touchback_" + service);
    }
  }

  int port() {
    return server.port();
  }

  void stop() {
    server.close();
  }

  void start() {
    int port = server.port();
    await("PostgreSQL starts")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              server = LocalPostgres.start(folder, port);
              return true;
            });
  }

  /** As whoever runs it would. */
  void startIfDown() {
    if (process().filter(ProcessHandle::isAlive).isEmpty()) {
      start();
    }
  }

  /** As {@code kill -9}: its sessions find out by themselves. */
  void kill() {
    var postmaster = process().orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  private Optional<ProcessHandle> process() {
    try {
      var lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    } catch (NoSuchFileException down) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From here on a commit is kept, but nobody hears of it, until this is closed. */
  Silence silenceCommits() {
    execute("orders", "alter system set synchronous_standby_names = 'nobody'");
    execute("orders", "select pg_reload_conf()");
    return new Silence();
  }

  /** A session of our own in {@code touchback_<service>}. */
  Connection session(String service) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("touchback_" + service), server.user(), server.password());
  }

  /** The first column of every row, as text. */
  List<String> query(String service, String sql) {
    try (var session = session(service);
        var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String service, String sql) {
    try (var session = session(service);
        var statement = session.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** While it lasts nobody hears of a commit. */
  final class Silence implements AutoCloseable {
    /** Returns when a transaction of the service is kept, and the service does not know. */
    void awaitCommitOf(String service) {
      await("a commit of " + service + " that nobody hears of")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () ->
                  !query(
                          service,
                          "select pid from pg_stat_activity where datname = 'touchback_"
                              + service
                              + "' and wait_event = 'SyncRep' and query ilike 'commit%'")
                      .isEmpty());
    }

    @Override
    public void close() {
      execute("orders", "alter system reset synchronous_standby_names");
      execute("orders", "select pg_reload_conf()");
    }
  }
}
