package io.touchback.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the JVMs of the services and of the broker are started: the one place for their options.
 * Small enough for all of them on a laptop; {@code JAVA_OPTS} comes later and overrides.
 */
public final class ServiceJvm {
  static final List<String> OPTIONS =
      List.of(
          // Grows when it has to; what is not needed is given back.
          "-Xms32m",
          "-Xmx256m",
          // Two cores and a small heap: the others cost memory and threads for nothing.
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError");

  private ServiceJvm() {}

  /** Arguments of {@code java} that run this class of ours. */
  static List<String> arguments(Class<?> main, String... words) {
    var arguments = new ArrayList<>(OPTIONS);
    arguments.add(main.getName());
    arguments.addAll(List.of(words));
    return arguments;
  }

  /** Arguments of {@code java} that run this jar. */
  public static List<String> arguments(Path jar, List<String> more) {
    var arguments = new ArrayList<>(OPTIONS);
    arguments.addAll(more);
    arguments.addAll(List.of("-jar", jar.toString()));
    return arguments;
  }
}
