package io.touchback.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What somebody has set for a Touchback or a Java of his own: processes that are tested or measured
 * get theirs.
 */
public final class CallersVariables {
  static final Set<String> OF_JAVA =
      Set.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private CallersVariables() {}

  /** The environment of this JVM without them, and without where it finds its classes. */
  public static Map<String, String> leftOut() {
    var rest = new HashMap<>(System.getenv());
    removeFrom(rest);
    rest.remove("CLASSPATH");
    return rest;
  }

  static void removeFrom(Map<String, String> environment) {
    var names = environment.keySet();
    names.removeIf(name -> name.matches("(TOUCHBACK|KAFKA|QUARKUS|SMALLRYE|MP|OTEL)_.*"));
    names.removeAll(OF_JAVA);
    for (var port : Settings.Port.values()) {
      names.remove(port.name());
    }
  }
}
