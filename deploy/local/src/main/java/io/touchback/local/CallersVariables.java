package io.touchback.local;

import java.util.Set;

/**
 * What somebody has set for a Touchback or a Java of his own: processes that are tested or measured
 * get theirs.
 */
public final class CallersVariables {
  static final Set<String> OF_JAVA =
      Set.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private CallersVariables() {}

  public static void removeFrom(ProcessBuilder builder) {
    var names = builder.environment().keySet();
    names.removeIf(name -> name.matches("(TOUCHBACK|KAFKA|QUARKUS|SMALLRYE|MP|OTEL)_.*"));
    names.removeAll(OF_JAVA);
    for (var port : Settings.Port.values()) {
      names.remove(port.name());
    }
  }
}
