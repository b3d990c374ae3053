package io.touchback.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP call; by the JDK's old client, which is ready in a third of the new one's time. */
final class Http {
  private Http() {}

  /** What came back. */
  record Answer(int status, String body) {
    boolean well() {
      return status / 100 == 2;
    }
  }

  static {
    // A webhook is posted once for each time it is asked for.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  static Answer call(String method, String url, Map<String, String> headers, byte[] body)
      throws IOException {
    var connection = open(url);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(30_000);
    connection.setInstanceFollowRedirects(false);
    headers.forEach(connection::setRequestProperty);
    if (body.length > 0) {
      connection.setDoOutput(true);
    }
    try {
      if (body.length > 0) {
        connection.getOutputStream().write(body);
      }
      return answer(connection);
    } catch (IOException e) {
      throw new IOException("No answer from " + url + ": " + e.getMessage(), e);
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    try {
      if (URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection) {
        return connection;
      }
    } catch (IllegalArgumentException | MalformedURLException e) {
      throw new UserError("Not an address: " + url);
    }
    throw new UserError("Not an http address: " + url);
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      var body = in == null ? new byte[0] : in.readAllBytes();
      return new Answer(status, new String(body, StandardCharsets.UTF_8).strip());
    }
  }
}
