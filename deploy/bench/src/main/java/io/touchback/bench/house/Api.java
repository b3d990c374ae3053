package io.touchback.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The services' interfaces for people. */
final class Api {
  static final String PASSWORD = "bench";

  private static final String LOG_IN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("ops:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  boolean isReady(int port) {
    try {
      return send(port, "GET", "/q/health/ready", "").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The answer's body; throws unless it is a good one. */
  String call(int port, String method, String path, String body) {
    try {
      var answer = send(port, method, path, body);
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            method + " " + path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(int port, String method, String path, String body)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", LOG_IN)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
