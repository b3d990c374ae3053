package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No test hears what somebody has set for a Touchback of his own: pom.xml names it all. */
class CallersVariablesTest {
  private static final List<String> MODULES =
      List.of("messaging", "orders-service", "notify-service", "sla-service", "deploy/local");

  private static final Pattern EXCLUDED =
      Pattern.compile("<surefire.excludedEnvironmentVariables>(.+?)</");
  private static final Pattern KEY =
      Pattern.compile("(?m)^(?:%[a-z,]+\\.)?((?:quarkus|kafka|touchback|smallrye)\\.[^=]+)=");
  private static final Pattern VARIABLE =
      Pattern.compile("[$\"][{]?((?:TOUCHBACK|KAFKA|QUARKUS)_[A-Z_]+[A-Z])\\b");
  private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"(.+?)\"");

  /** The beginning of an interface, or one of its settings with the name of its type. */
  private static final Pattern MEMBER = Pattern.compile("interface (\\w+)|(\\w+)>* (\\w+)\\(\\);");

  @Test
  @DisplayName("pom.xml keeps from the tests every variable that a service or a script can hear")
  void whatCanBeHeardIsKeptFromTheTests() throws IOException {
    var heard = new TreeSet<String>();
    for (var module : MODULES) {
      try (var files = Files.walk(Settings.ROOT.resolve(module).resolve("src/main"))) {
        for (var file : files.filter(CallersVariablesTest::tells).toList()) {
          heard.addAll(heardBy(Files.readString(file)));
        }
      }
    }
    assertTrue(heard.contains("TOUCHBACK_SEND_RETRY_GIVE_UP_AFTER"), heard.toString());
    heard.addAll(CallersVariables.OF_JAVA);
    Stream.of(Settings.Port.values()).map(Enum::name).forEach(heard::add);
    heard.removeAll(excluded());
    assertEquals("", String.join(",", heard), "missing in pom.xml");
  }

  private static boolean tells(Path file) {
    return file.toString().matches(".*([.]java|/application[.]properties)");
  }

  private static Set<String> heardBy(String text) {
    var heard = new HashSet<String>();
    KEY.matcher(text).results().map(key -> variable(key.group(1))).forEach(heard::add);
    VARIABLE.matcher(text).results().map(variable -> variable.group(1)).forEach(heard::add);
    var prefix = PREFIX.matcher(text);
    if (prefix.find()) {
      heard.addAll(settings(text, prefix.group(1)));
    }
    return heard;
  }

  /** An interface stands behind the setting whose type it is; the outermost is the first. */
  private static Set<String> settings(String mapping, String prefix) {
    var paths = new HashMap<String, String>();
    var found = new HashSet<String>();
    var member = MEMBER.matcher(mapping);
    var path = prefix;
    while (member.find()) {
      if (member.group(1) != null) {
        path = paths.getOrDefault(member.group(1), prefix);
        found.remove(variable(path));
      } else {
        var setting = path + "." + member.group(3).replaceAll("([A-Z])", "-$1");
        paths.put(member.group(2), setting);
        found.add(variable(setting));
      }
    }
    return found;
  }

  /** As MicroProfile Config has it. */
  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static Set<String> excluded() throws IOException {
    var list = EXCLUDED.matcher(Files.readString(Settings.ROOT.resolve("pom.xml")));
    assertTrue(list.find());
    return Arrays.stream(list.group(1).split(",")).collect(Collectors.toSet());
  }
}
