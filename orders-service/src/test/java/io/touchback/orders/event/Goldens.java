package io.touchback.orders.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.orders.StoredJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The golden events of this service. */
final class Goldens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/main/resources/events");

  private Goldens() {}

  static Set<String> names() {
    try (var files = Files.list(FOLDER)) {
      var names = new TreeSet<String>();
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".json") && !file.endsWith(".schema.json"))
          .forEach(file -> names.add(file.substring(0, file.length() - ".json".length())));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(String name) {
    try {
      return JSON.readTree(Files.readString(FOLDER.resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event's data, with these texts in place of those. */
  static JsonNode data(Event event, Map<String, String> replacements) {
    var json = StoredJson.write(event);
    for (var replacement : replacements.entrySet()) {
      json = json.replace(replacement.getKey(), replacement.getValue());
    }
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
