package io.touchback.orders.webhook.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.touchback.orders.webhook.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code meta_data} of an order, a line or a fulfilment, by key; of several the last counts. A
 * value that is itself JSON or PHP's serialised text is opened.
 */
final class WooMetas {
  private static final Pattern SERIALISED = Pattern.compile("[aO]:[0-9].*", Pattern.DOTALL);

  private final Map<String, Json> values = new HashMap<>();

  WooMetas(Json owner) {
    for (Json meta : owner.list("meta_data")) {
      String key = meta.text("key");
      if (key != null) {
        values.put(key, opened(meta.at("value")));
      }
    }
  }

  /** The first of these keys that says anything. */
  @Nullable String text(String... keys) {
    return first(Json::value, keys);
  }

  @Nullable String link(String... keys) {
    return first(Json::linkValue, keys);
  }

  List<Json> list(String key) {
    return at(key).elements();
  }

  /** A value that may be absent: then nothing is found in it. */
  Json at(String key) {
    return values.getOrDefault(key, Json.of(MissingNode.getInstance()));
  }

  private @Nullable String first(Function<Json, @Nullable String> reading, String... keys) {
    return Stream.of(keys)
        .map(this::at)
        .map(reading)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(null);
  }

  private static Json opened(Json value) {
    String text = value.node().isTextual() ? value.node().textValue().strip() : "";
    JsonNode inside =
        text.startsWith("[") || text.startsWith("{")
            ? Json.parse(text)
            : SERIALISED.matcher(text).matches() ? PhpText.read(text) : null;
    return inside == null ? value : Json.of(inside);
  }
}
