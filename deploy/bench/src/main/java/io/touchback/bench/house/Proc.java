package io.touchback.bench.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of a process in {@code /proc}; nothing on other systems. */
final class Proc {
  /** {@code USER_HZ}: 100 on every platform that has a JDK. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int FIRST_AFTER_NAME = 3;
  private static final int UTIME = 14;
  private static final int CUTIME = 16;
  private static final Pattern COMPILER = Pattern.compile("[(]C[12] Compiler");
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private Proc() {}

  /** CPU seconds of the process and of those children that have ended; NaN if nobody knows. */
  static double cpuSeconds(long pid) {
    try {
      return cpuSeconds(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** CPU seconds of a JVM's compilers; NaN if nobody knows. */
  static double compilerSeconds(long pid) {
    try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads
          .map(thread -> textOf(thread.resolve("stat")))
          .filter(stat -> COMPILER.matcher(stat).find())
          .mapToDouble(Proc::cpuSeconds)
          .sum();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Empty if it has gone. */
  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** From the text of {@code stat}: the name is in brackets and may contain anything. */
  static double cpuSeconds(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int field = UTIME; field <= CUTIME + 1; field++) {
      ticks += Long.parseLong(fields[field - FIRST_AFTER_NAME]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Megabytes, what is shared counted in parts; NaN if nobody knows. */
  static double pssMegabytes(long pid) {
    try {
      var found = PSS.matcher(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
      return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** The process and its living children, and theirs. */
  static Stream<Long> family(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
        .map(ProcessHandle::pid);
  }

  /** As {@code model name} has it, with the number of processors. */
  static String machine() {
    var cores = Runtime.getRuntime().availableProcessors();
    var model = System.getProperty("os.arch");
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      model =
          lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(model);
    } catch (IOException e) {
      // Not Linux: the architecture must do.
    }
    return "%d cores of %s, %s %s, Java %s"
        .formatted(
            cores,
            model,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.version"));
  }

  /** As {@code ext4} or {@code tmpfs}: what waits for a disk there waits, or does not. */
  static String fileSystem(Path folder) {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      return "an unknown file system";
    }
  }
}
