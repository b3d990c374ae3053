package io.touchback.orders.webhook;

import static io.touchback.orders.ShopifyExamples.paid;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.touchback.local.FreePort;
import io.touchback.orders.Published;
import io.touchback.orders.Shopfront;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TracesTest.AskedFor.class)
class TracesTest {
  private static final String STRANGER = "0af7651916cd43dd8448eb211c80319c";

  @Inject Published published;

  @ConfigProperty(name = "quarkus.otel.exporter.otlp.endpoint")
  URI endpoint;

  private final Queue<String> collected = new ConcurrentLinkedQueue<>();
  private HttpServer collector;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), 0);
    collector.createContext(
        "/",
        call -> {
          call.getRequestBody().readAllBytes();
          collected.add(call.getRequestURI().getPath());
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  @Test
  @DisplayName("asked for, a trace begins at our door, goes along, and goes where it shall")
  void tracesAreOursAndGoWhereTheyShall() {
    var shop = Shopfront.open();
    shop.traced("00-" + STRANGER + "-b7ad6b7169203331-01", "orders/paid", paid(770_001))
        .then()
        .statusCode(200);
    var traces =
        published.texts(
            "select distinct traceparent from outbox where type like '%Order%' and source = '/shops/"
                + shop.name()
                + "'");
    assertEquals(1, traces.size());
    assertTrue(traces.get(0).endsWith("-01"), traces.get(0));
    assertFalse(traces.get(0).contains(STRANGER));
    await().until(() -> collected.contains("/v1/traces"));
  }

  /** What an operator sets, and all webhooks traced. */
  public static final class AskedFor implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.otel.sdk.disabled", "false",
          "quarkus.otel.exporter.otlp.endpoint", "http://localhost:" + FreePort.find(),
          "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
          "quarkus.otel.traces.sampler.arg", "1");
    }
  }
}
