package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendTest {
  private static final byte[] BODY = {'{', '}', '\n', (byte) 0xff, 0};

  @TempDir Path folder;
  private HttpServer server;
  private Headers headers;
  private String path;
  private byte[] received;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    Files.write(folder.resolve("body"), BODY);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          path = exchange.getRequestURI().getPath();
          headers = exchange.getRequestHeaders();
          received = exchange.getRequestBody().readAllBytes();
          var answer = "stored".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** What it printed, and its exit code in the last line. */
  private String send(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add(Send.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
    CallersVariables.removeFrom(builder.environment());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("TOUCHBACK_DATA", folder.toString());
    builder.environment().put("ORDERS_PORT", String.valueOf(server.getAddress().getPort()));
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + process.waitFor();
  }

  @Test
  void postsTheExactBytesWithTheSignatureOfARememberedSecret() throws Exception {
    new WebhookSecrets(folder).remember("demo", "woocommerce", "other");
    new WebhookSecrets(folder).remember("demo", "shopify", "s3cret");
    assertEquals(
        "200 stored\n0",
        send("body", "--shop", "demo", "--platform=shopify", "--topic", "orders/create"));
    assertEquals("/webhooks/demo/shopify", path);
    assertArrayEquals(BODY, received);
    assertEquals("orders/create", headers.getFirst("X-Shopify-Topic"));
    var expected =
        WebhookSigner.headers(
            new WebhookSigner.Message("shopify", "", "", BODY),
            "s3cret",
            java.time.Clock.systemUTC());
    assertEquals(expected.get("X-Shopify-Hmac-Sha256"), headers.getFirst("X-Shopify-Hmac-Sha256"));
  }

  @Test
  void eachPostIsAnEventOfItsOwnUnlessItIsNamed() throws Exception {
    var arguments = List.of("body", "--shop=a", "--platform=standard", "--secret=whsec_c2VjcmV0");
    send(arguments.toArray(String[]::new));
    var first = headers.getFirst("webhook-id");
    send(arguments.toArray(String[]::new));
    assertTrue(!first.equals(headers.getFirst("webhook-id")), first);
    var named = new ArrayList<>(arguments);
    named.add("--id=msg_1");
    send(named.toArray(String[]::new));
    assertEquals("msg_1", headers.getFirst("webhook-id"));
  }

  @Test
  void aRefusalIsAFailure() throws Exception {
    status = 401;
    assertEquals(
        "401 stored\n1",
        send("body", "--shop=a", "--platform=woocommerce", "--topic=order.created", "--secret=x"));
  }

  @Test
  void whatIsMissingIsTold() throws Exception {
    var options = List.of("--shop=a", "--platform=shopify", "--topic=t", "--secret=x");
    for (int missing = 0; missing < options.size(); missing++) {
      var arguments = new ArrayList<>(List.of("body"));
      arguments.addAll(options);
      arguments.remove(missing + 1);
      var said = send(arguments.toArray(String[]::new));
      assertTrue(said.endsWith("2"), said);
    }
    assertTrue(
        send("nothing", "--shop=a", "--platform=shopify", "--topic=t", "--secret=x")
            .startsWith("Cannot read the file nothing"));
    assertTrue(
        send("body", "--shop=a", "--platform=klingon", "--topic=t", "--secret=x")
            .startsWith("Cannot sign: Unknown platform klingon"));
    assertTrue(send("body", "--shop=a", "--shop=b").startsWith("--shop is given twice"));
  }
}
