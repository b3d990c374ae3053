package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.orders.Published;
import io.touchback.orders.Shopfront;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Real payloads go through the door; where the shared folder is. */
@QuarkusTest
@EnabledIf("isThere")
class FixturesTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("touchback.root", ".."), "../shared/fixtures");

  @Inject Published published;

  static boolean isThere() {
    return Files.isDirectory(FIXTURES.resolve("shopify"));
  }

  @Test
  @DisplayName("Every Shopify and WooCommerce fixture is taken, and none makes us stumble")
  void everyPayloadIsTaken() throws IOException {
    var shop = Shopfront.open();
    for (var file : files("shopify")) {
      var body = Files.readString(file);
      assertEquals(200, shop.shopify(topic(file, "/"), body).statusCode(), file.toString());
    }
    for (var file : files("woocommerce")) {
      var body = Files.readString(file);
      assertEquals(200, shop.woo(topic(file, "."), body).statusCode(), file.toString());
    }
    assertEquals(
        List.of(),
        published.texts(
            "select topic || ': ' || reason from webhook"
                + " where state in ('failed', 'untranslatable') and shop = '%s'"
                    .formatted(shop.name())));
  }

  private static List<Path> files(String platform) throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES.resolve(platform))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** {@code orders-create-12.json} is of {@code orders/create}. */
  private static String topic(Path file, String slash) {
    var name = file.getFileName().toString().replaceFirst("-\\d+\\.json$", "");
    return name.replaceFirst("-", slash);
  }
}
