package io.touchback.local;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the JVMs of the services and of the broker are started: the one place for their options.
 * Small enough for all of them on a laptop; {@code JAVA_OPTS} comes later and overrides.
 */
public final class ServiceJvm {
  static final List<String> OPTIONS =
      List.of(
          // Grows when it has to; what is not needed is given back.
          "-Xms32m",
          // Two cores and a small heap: the others cost memory and threads for nothing.
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          // Java 17's is LANG's, ASCII without one, and jDKIM signs addresses in it.
          "-Dfile.encoding=UTF-8");

  /**
   * Of the processes' environments: glibc otherwise keeps a heap for each thread that ever
   * allocated, and the compilers' are large.
   */
  public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

  private ServiceJvm() {}

  /**
   * Arguments of {@code java} that run the broker, which caches more; it is found by {@code
   * CLASSPATH}.
   *
   * @param more options of the JVM
   * @param settings of the broker, each {@code name=value}
   */
  public static List<String> broker(Path folder, int port, List<String> more, String... settings) {
    var arguments = new ArrayList<>(OPTIONS);
    arguments.add("-Xmx256m");
    arguments.addAll(more);
    arguments.add(LocalKafka.class.getName());
    arguments.addAll(List.of(folder.toString(), String.valueOf(port)));
    arguments.addAll(List.of(settings));
    return arguments;
  }

  /**
   * Arguments of {@code java} that run this jar: a service, whose lasting data is in the database.
   */
  public static List<String> arguments(Path jar, List<String> more) {
    var arguments = new ArrayList<>(OPTIONS);
    // Half for what is new: what comes in busy times is soon forgotten.
    arguments.addAll(List.of("-Xmx192m", "-XX:NewRatio=1"));
    if (knows("TrimNativeHeapInterval")) {
      // What the compilers needed at first is given back: 30 MB each, looked for every 10 s.
      arguments.add("-XX:TrimNativeHeapInterval=10000");
    }
    arguments.addAll(more);
    arguments.addAll(List.of("-jar", jar.toString()));
    return arguments;
  }

  /** Whether this JVM has such an option; with one that it has not, it would not start. */
  private static boolean knows(String option) {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(option)
          != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
