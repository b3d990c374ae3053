package io.touchback.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service ships is what its bill of materials says. */
class SbomIT {
  private static final Path ROOT = Path.of(System.getProperty("touchback.root"));

  @ParameterizedTest
  @ValueSource(strings = {"orders-service", "notify-service", "sla-service"})
  @DisplayName("The bill of materials is CycloneDX and names every jar")
  void everyJarIsNamed(String service) throws IOException {
    var target = ROOT.resolve(service).resolve("target");
    var bill = House.JSON.readTree(target.resolve("sbom.cyclonedx.json").toFile());
    assertEquals("CycloneDX", bill.path("bomFormat").asText());
    assertFalse(bill.path("specVersion").asText().isEmpty());
    var unnamed = jars(target.resolve("quarkus-app/lib"));
    assertFalse(unnamed.isEmpty(), "jars of " + service);
    bill.path("components").forEach(component -> unnamed.remove(jar(component)));
    assertEquals(Set.of(), unnamed);
  }

  private static Set<String> jars(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** As Quarkus calls it. */
  private static String jar(JsonNode component) {
    var qualifier = component.path("purl").asText().replaceFirst("^[^?]*\\??", "");
    var classifier = qualifier.replaceFirst("^(?:.*&)?classifier=([^&]*).*$", "-$1");
    return "%s.%s-%s%s.jar"
        .formatted(
            component.path("group").asText(),
            component.path("name").asText(),
            component.path("version").asText(),
            classifier.startsWith("-") ? classifier : "");
  }
}
