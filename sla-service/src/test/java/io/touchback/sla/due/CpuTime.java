package io.touchback.sla.due;

import io.touchback.messaging.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How much of a processor something takes: steadier than any rate on a machine with other work.
 *
 * @param here nanoseconds of this thread and of the service's workers
 * @param server nanoseconds of PostgreSQL's sessions, where the system tells
 */
record CpuTime(long here, long server) {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long TICK = 10_000_000;

  static CpuTime now(Database database) {
    List<Long> sessions =
        database.query(
            row -> row.getLong(1),
            "select pid from pg_stat_activity where datname = current_database()");
    return new CpuTime(workers(), sessions.stream().mapToLong(CpuTime::of).sum());
  }

  private static long workers() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.dumpAllThreads(false, false))
        .filter(
            thread ->
                thread.getThreadId() == Thread.currentThread().getId()
                    || thread.getThreadName().startsWith("executor-thread"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(here - before.here, server - before.server);
  }

  private static long of(long process) {
    try {
      var stat = Files.readString(PROCESSES.resolve(process + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    } catch (IOException e) {
      return 0;
    }
  }
}
