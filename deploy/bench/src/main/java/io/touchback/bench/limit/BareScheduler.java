package io.touchback.bench.limit;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** What db-scheduler does on the same PostgreSQL with one-time tasks that do nothing. */
public final class BareScheduler {
  /** Connections for its threads and callers, and for its own looking. */
  public static final int CONNECTIONS = 24;

  private static final int CALLERS = 8;
  private static final int THREADS = 20;
  private static final int BATCH = 500;
  private static final Duration FAR = Duration.ofDays(365);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final OneTimeTask<Void> TASK =
      Tasks.oneTime("bare").execute((instance, context) -> {});

  private final DataSource pool;

  /** Its table, as db-scheduler documents it for PostgreSQL, is made anew. */
  public BareScheduler(DataSource pool) {
    this.pool = pool;
    execute(
        """
        drop table if exists scheduled_tasks;
        create table scheduled_tasks (
          task_name text not null, task_instance text not null, task_data bytea,
          execution_time timestamptz not null, picked boolean not null, picked_by text,
          last_success timestamptz, last_failure timestamptz, consecutive_failures int,
          last_heartbeat timestamptz, version bigint not null, priority smallint,
          primary key (task_name, task_instance));
        create index execution_time_idx on scheduled_tasks (execution_time);
        create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
        create index priority_execution_time_idx on scheduled_tasks (
          priority desc, execution_time asc);
        """);
  }

  /** Tasks scheduled a second, due in a year, a call for each. */
  public double schedules(int count) {
    var client = empty();
    var due = due();
    return byCallers(
        count,
        caller -> {
          for (int i = caller; i < count; i += CALLERS) {
            client.scheduleIfNotExists(task(i), due);
          }
        });
  }

  /** The same, a call for as many as a reader of events has at once. */
  public double schedulesInBatches(int count) {
    var client = empty();
    var due = due();
    return byCallers(
        count,
        caller -> {
          for (int i = caller * BATCH; i < count; i += CALLERS * BATCH) {
            client.scheduleBatch(tasks(i, Math.min(count, i + BATCH)), due);
          }
        });
  }

  private static double byCallers(int count, Crowd.Member caller) {
    try (var crowd = new Crowd(CALLERS)) {
      return count / crowd.seconds(caller);
    }
  }

  /** Overdue tasks executed a second, from its start to when the last is gone from the table. */
  public double executes(int count) {
    execute("truncate scheduled_tasks");
    execute(
        """
        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
        select 'bare', n, now() - interval '1 hour', false, 1 from generate_series(1, %d) as n
        """
            .formatted(count));
    execute("analyze scheduled_tasks");
    var scheduler = tuned();
    long start = System.nanoTime();
    scheduler.start();
    while (tasksAreLeft()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    long took = System.nanoTime() - start;
    scheduler.stop();
    return count * 1e9 / took;
  }

  /** As its README says for high throughput. */
  private Scheduler tuned() {
    return Scheduler.create(pool, TASK)
        .threads(THREADS)
        .pollUsingLockAndFetch(1.0, 4.0)
        .pollingInterval(Duration.ofMillis(100))
        .build();
  }

  private SchedulerClient empty() {
    execute("truncate scheduled_tasks");
    return SchedulerClient.Builder.create(pool, TASK).build();
  }

  private static Instant due() {
    return Clock.systemUTC().instant().plus(FAR);
  }

  private static TaskInstance<Void> task(int number) {
    return TASK.instance(String.valueOf(number));
  }

  private static List<TaskInstance<?>> tasks(int from, int to) {
    var tasks = new ArrayList<TaskInstance<?>>(to - from);
    for (int i = from; i < to; i++) {
      tasks.add(task(i));
    }
    return tasks;
  }

  private boolean tasksAreLeft() {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var found = statement.executeQuery("select exists (select from scheduled_tasks)")) {
      found.next();
      return found.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
