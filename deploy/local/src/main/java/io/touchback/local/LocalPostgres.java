package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL from Maven's artifacts, in processes of its own; its folder outlives it, and so
 * does what was committed when it is killed. It listens on the loopback interface only.
 */
public final class LocalPostgres implements Database {
  public static final String USER = "postgres";
  public static final String PASSWORD = "postgres";

  private final Settings settings;
  private final NotRoot user;
  private final Path programs;

  /**
   * How to run it.
   *
   * @param folder where it keeps its data, its log and its programs
   * @param durable whether a commit waits for the disk; without, it outlives a kill -9 but not a
   *     power cut
   */
  record Settings(Path folder, int port, String user, String password, boolean durable) {
    Path data() {
      return folder.resolve("data");
    }

    Path log() {
      return folder.resolve("postgres.log");
    }

    /** Numbers are put in by %s: %d has the digits of the machine's language. */
    private String configuration() {
      return """
          # Written at each start.
          listen_addresses = '127.0.0.1'
          port = %s
          unix_socket_directories = ''
          max_connections = 200
          shared_buffers = %s
          timezone = 'UTC'
          log_timezone = 'UTC'
          log_checkpoints = off
          # Young tables grow fast: plans that were made for a few rows do not last a minute.
          autovacuum_naptime = 10s
          %s"""
          .formatted(
              port,
              durable ? "256MB" : "64MB",
              // After each checkpoint pages are logged whole again: not every few seconds in busy
              // times.
              durable ? "max_wal_size = 4GB\n" : "fsync = off\nfull_page_writes = off\n");
    }
  }

  private LocalPostgres(Settings settings, NotRoot user, Path programs) {
    this.settings = settings;
    this.user = user;
    this.programs = programs;
  }

  /** Starts a server for tests on {@code port} (0 = any free one). */
  public static LocalPostgres start(Path folder, int port) {
    int listener = port == 0 ? FreePort.find() : port;
    return start(
        new Settings(folder, listener, USER, PASSWORD, false),
        PostgresPrograms.unpackedInto(Folders.ofThisUser()));
  }

  /** Starts a server on {@code port} (0 = any free one) whose commits wait for the disk. */
  public static LocalPostgres startDurable(Path folder, int port) {
    int listener = port == 0 ? FreePort.find() : port;
    return start(new Settings(folder, listener, USER, PASSWORD, true));
  }

  /** Starts a server whose commits outlive a power cut, if so set. */
  static LocalPostgres start(Settings settings) {
    return start(settings, PostgresPrograms.unpackedIntoOwn(settings.folder));
  }

  /** Ends the server that a killed starter left behind in the folder; true if there was one. */
  static boolean endLeftover(Settings settings) {
    var programs = PostgresPrograms.unpackedIntoOwn(settings.folder);
    try {
      return new LocalPostgres(settings, NotRoot.find(), programs).endLeftover();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot see whether PostgreSQL runs", e);
    }
  }

  private static LocalPostgres start(Settings settings, Path programs) {
    var postgres = new LocalPostgres(settings, NotRoot.find(), programs);
    try {
      postgres.prepare();
      postgres.start();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start in " + settings.folder, e);
    }
  }

  private void prepare() throws IOException {
    Files.createDirectories(settings.folder);
    user.hand(programs);
    if (!Files.exists(settings.data())) {
      initialise();
    }
    endLeftover();
    Files.writeString(settings.data().resolve("postgresql.conf"), settings.configuration());
    user.hand(settings.folder);
  }

  /** Beside its place first: a killed initdb leaves half a cluster. */
  private void initialise() throws IOException {
    var draft = settings.folder.resolve("data.new");
    Folders.delete(draft);
    var password = Folders.writeSecret(settings.folder.resolve("password"), settings.password);
    user.hand(settings.folder);
    var command = new ArrayList<>(List.of(program("initdb"), "-D", draft.toString()));
    command.addAll(List.of("-U", settings.user, "--pwfile", password.toString()));
    command.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale=C"));
    command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    if (!settings.durable) {
      command.add("--no-sync");
    }
    Programs.runOrFail(user.prefix(), command);
    Files.delete(password);
    Files.move(draft, settings.data());
  }

  /**
   * A server whose starter was killed still holds the folder; a reused process id only seems to.
   */
  private boolean endLeftover() throws IOException {
    var holder = process();
    if (holder.flatMap(p -> p.info().command()).filter(c -> c.endsWith("/postgres")).isPresent()) {
      stop();
      return true;
    }
    if (holder.isPresent()) {
      Files.delete(settings.data().resolve("postmaster.pid"));
    }
    return false;
  }

  private void start() throws IOException {
    var ended = control("start", "-l", settings.log().toString(), "-t", "120");
    if (!ended.well()) {
      throw new IOException(ended.output() + "\n" + Files.readString(settings.log()));
    }
  }

  /** The server's main process, while the folder names a living one. */
  public Optional<ProcessHandle> process() {
    try {
      var lines = Files.readAllLines(settings.data().resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return settings.port;
  }

  @Override
  public String user() {
    return settings.user;
  }

  @Override
  public String password() {
    return settings.password;
  }

  /** Ends all sessions and stops; what was committed is kept. */
  @Override
  public void close() {
    if (process().isPresent()) {
      stop();
    }
  }

  private void stop() {
    if (!control("stop", "-m", "fast", "-t", "5").well()) {
      control("stop", "-m", "immediate", "-t", "5");
    }
  }

  private Programs.Ended control(String action, String... more) {
    var command = new ArrayList<>(List.of(program("pg_ctl"), action, "-w", "-D"));
    command.add(settings.data().toString());
    command.addAll(List.of(more));
    return Programs.run(user.prefix(), command);
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }
}
