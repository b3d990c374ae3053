package io.touchback.messaging;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leave to act alone, by the database's time. Whoever holds it knows from its own monotonic time,
 * counted from before it asked, when to stop believing so.
 */
@Singleton
final class Lease {
  static final Duration LENGTH = Duration.ofSeconds(3);

  private final Database database;
  private final String name;
  private final UUID owner = UUID.randomUUID();
  private volatile long heldUntil = System.nanoTime();
  private volatile boolean elsewhere;
  private volatile @Nullable String trouble;

  @Inject
  Lease(Database database) {
    this(database, "messaging");
  }

  Lease(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  boolean held() {
    return heldUntil - System.nanoTime() > 0;
  }

  /**
   * Whether another instance had it when the database was last asked. Where nobody could ask, it is
   * neither here nor there.
   */
  boolean elsewhere() {
    return elsewhere;
  }

  /** Why the database could not be asked, if it could not. */
  @Nullable String trouble() {
    return trouble;
  }

  /**
   * Takes the lease if it is free, keeps it if it is ours. One that ends later than it can was
   * given before the database's clock was set back, and counts as ended.
   */
  void renew() {
    long asked = System.nanoTime();
    try {
      boolean ours = take();
      heldUntil = ours ? asked + LENGTH.toNanos() : asked;
      elsewhere = !ours;
      trouble = null;
    } catch (Throwable e) {
      elsewhere = false;
      trouble = Trouble.name(e);
      throw e;
    }
  }

  private boolean take() {
    return database.update(
            """
            insert into relay_lease as lease (name, owner, expires_at)
            values (?, ?, clock_timestamp() + ? * interval '1 millisecond')
            on conflict (name) do update
            set owner = excluded.owner, expires_at = excluded.expires_at
            where lease.owner = excluded.owner
              or lease.expires_at not between clock_timestamp() and excluded.expires_at
            """,
            name,
            owner,
            LENGTH.toMillis())
        == 1;
  }

  /** Lets the next one in at once. */
  void release() {
    heldUntil = System.nanoTime();
    database.update("delete from relay_lease where name = ? and owner = ?", name, owner);
  }
}
