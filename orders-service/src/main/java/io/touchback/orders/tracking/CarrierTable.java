package io.touchback.orders.tracking;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The carriers we know: {@code carriers.json}, and the world's other posts from posts.csv. */
final class CarrierTable {
  private final List<KnownCarrier> carriers;
  private final Map<String, List<KnownCarrier>> byName = new HashMap<>();

  CarrierTable(List<KnownCarrier> carriers) {
    this.carriers = List.copyOf(carriers);
    for (KnownCarrier carrier : carriers) {
      Stream.concat(Stream.of(carrier.name(), carrier.code()), carrier.aliases().stream())
          .map(CarrierName::key)
          .distinct()
          .forEach(key -> byName.computeIfAbsent(key, k -> new ArrayList<>()).add(carrier));
    }
  }

  static CarrierTable read() {
    try (InputStream json = open("carriers.json");
        InputStream csv = open("posts.csv")) {
      List<KnownCarrier> all =
          new ArrayList<>(new ObjectMapper().readValue(json, Rows.class).carriers);
      new String(csv.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", 2))
          .forEach(row -> all.add(KnownCarrier.post(row[0], row[1])));
      return new CarrierTable(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<KnownCarrier> all() {
    return carriers;
  }

  /** All carriers that go by this name: several for {@code DHL}, none for an unknown one. */
  List<KnownCarrier> named(String name) {
    return byName.getOrDefault(CarrierName.key(name), List.of());
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(
        CarrierTable.class.getResourceAsStream("/carriers/" + file), file);
  }

  @JsonIgnoreProperties("note")
  private record Rows(List<KnownCarrier> carriers) {}
}
