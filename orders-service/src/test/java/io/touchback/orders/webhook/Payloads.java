package io.touchback.orders.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.webhook.shopify.ShopifyPlatform;
import io.touchback.orders.webhook.standard.StandardPlatform;
import io.touchback.orders.webhook.woocommerce.WooCommercePlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The platforms' example payloads, ours and (where the folder is) the shared ones. */
public final class Payloads {
  public static final Instant RECEIVED = Instant.parse("2026-03-20T12:00:00Z");
  public static final Map<String, Platform> PLATFORMS =
      Map.of(
          "shopify", new ShopifyPlatform(),
          "woocommerce", new WooCommercePlatform(),
          "standard", new StandardPlatform());

  private static final ObjectMapper WRITER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .build();

  /** A payload and the name of its file, without {@code .json}. */
  public record Payload(String platform, String name, Path file) {
    public String topic() {
      String topic = name.replaceFirst("[.].*", "");
      return switch (platform) {
        case "shopify" -> topic.replaceFirst("-", "/").replaceFirst("-[0-9]+$", "");
        case "woocommerce" -> topic.replaceFirst("-", ".").replaceFirst("-[0-9]+$", "");
        default -> body().get("type").textValue();
      };
    }

    public JsonNode body() {
      return parse(text());
    }

    public Translation translation() {
      return PLATFORMS.get(platform).translate(topic(), body(), RECEIVED);
    }

    String text() {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return platform + "/" + name;
    }
  }

  private Payloads() {}

  public static List<Payload> own() {
    return Stream.of(
            in("shopify", Path.of("src/test/resources/payloads/shopify")),
            in("woocommerce", Path.of("src/test/resources/payloads/woocommerce")),
            in("standard", Path.of("src/main/resources/standard/examples")))
        .flatMap(s -> s)
        .toList();
  }

  public static Payload own(String platform, String name) {
    return own().stream()
        .filter(p -> p.platform().equals(platform) && p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no payload " + platform + "/" + name));
  }

  public static OrderUpdate update(String platform, String name) {
    return ((Translation.Update) own(platform, name).translation()).update();
  }

  public static boolean sharedAreThere() {
    return Files.isDirectory(shared());
  }

  public static Path shared() {
    return Path.of(System.getProperty("touchback.root", "..")).resolve("../shared/fixtures");
  }

  public static List<Payload> shared(String platform) {
    return in(platform, shared().resolve(platform)).toList();
  }

  public static JsonNode parse(String json) {
    return Objects.requireNonNull(Json.parse(json), "not JSON");
  }

  /** A translation as JSON text to compare and read. */
  static String written(Translation translation) {
    try {
      return WRITER.writeValueAsString(
              Map.of(translation.getClass().getSimpleName(), (Object) translation))
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Stream<Payload> in(String platform, Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(
              file ->
                  new Payload(
                      platform, file.getFileName().toString().replaceFirst("[.]json$", ""), file))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
