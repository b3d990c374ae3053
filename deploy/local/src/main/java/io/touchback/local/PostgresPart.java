package io.touchback.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The built-in database. */
final class PostgresPart implements Part {
  private static final List<String> DATABASES =
      List.of("touchback_orders", "touchback_notify", "touchback_sla");

  private final LocalPostgres.Settings settings;
  private @Nullable LocalPostgres postgres;

  PostgresPart(LocalPostgres.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Path log() {
    return settings.log();
  }

  @Override
  public void start() {
    postgres = LocalPostgres.start(settings);
    DATABASES.forEach(postgres::createDatabase);
  }

  @Override
  public boolean isReady() {
    return postgres != null;
  }

  @Override
  public CompletableFuture<String> ended() {
    return Optional.ofNullable(postgres)
        .flatMap(LocalPostgres::process)
        .map(process -> process.onExit().thenApply(ended -> "its main process is gone"))
        .orElseGet(() -> CompletableFuture.completedFuture("it did not stay"));
  }

  @Override
  public void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }
}
