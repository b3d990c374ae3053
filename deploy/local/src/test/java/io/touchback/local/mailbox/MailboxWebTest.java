package io.touchback.local.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailboxWebTest {
  private static final String SCRIPTED =
      """
      From: <script>alert(1)</script> <shop@example.com>\r
      To: ann@example.com\r
      Subject: "><img src=x onerror=alert(1)>\r
      Message-ID: <7@example.com>\r
      Content-Type: text/html; charset=utf-8\r
      \r
      <html><head><title>x</title></head><body><script>alert(1)</script><b>Größe</b></body></html>""";

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalMailbox mailbox = LocalMailbox.start(0);
  private final MailboxWeb web = MailboxWeb.start(mailbox, 0);

  @BeforeEach
  void twoMails() throws IOException {
    SmtpClient.send(
        mailbox.port(), "a@example.com", "b@example.com", "Subject: plain\r\n\r\n<i>no</i>");
    SmtpClient.send(mailbox.port(), "a@example.com", "b@example.com", SCRIPTED);
  }

  @AfterEach
  void stop() {
    web.close();
    mailbox.close();
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    var uri = URI.create("http://localhost:" + web.port() + path);
    var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(call("GET", path).body());
  }

  @Test
  void programsGetTheNewestFirst() throws Exception {
    var mails = json("/api/mails");
    assertEquals(2, mails.size());
    assertEquals("2", mails.get(0).get("id").asText());
    assertEquals("ann@example.com", mails.get(0).get("to").asText());
    assertEquals("<7@example.com>", mails.get(0).get("messageId").asText());
    assertEquals("plain", mails.get(1).get("subject").asText());
    assertTrue(mails.get(1).get("receivedAt").asText().endsWith("Z"));
    assertEquals(1, json("/api/mails?q=PLAIN%20b@ex").size());
  }

  @Test
  void programsGetAMailInItsParts() throws Exception {
    var mail = json("/api/mails/2");
    assertTrue(mail.get("html").asText().contains("Größe"));
    assertTrue(mail.get("text").isNull());
    assertEquals("<7@example.com>", mail.get("headers").get("Message-ID").asText());
    assertEquals("a@example.com", mail.get("envelope").get("from").asText());
    assertEquals(SCRIPTED + "\r\n", call("GET", "/api/mails/2/raw").body());
    assertEquals(404, call("GET", "/api/mails/3").statusCode());
  }

  @Test
  void deletesAllOnRequest() throws Exception {
    assertEquals(204, call("DELETE", "/api/mails").statusCode());
    assertEquals(0, json("/api/mails").size());
    assertEquals(405, call("POST", "/api/mails").statusCode());
  }

  @Test
  void whatAMailSaysIsTextOnOurPages() throws Exception {
    for (var path : new String[] {"/", "/mails/2", "/mails/2?view=text", "/mails/2?view=source"}) {
      var page = call("GET", path);
      assertEquals(200, page.statusCode());
      assertFalse(page.body().contains("<script>"), path);
      assertFalse(page.body().contains("<img"), path);
      assertTrue(policy(page).contains("default-src 'none'"), path);
      assertFalse(policy(page).contains("unsafe"), path);
    }
    assertTrue(call("GET", "/mails/1").body().contains("&lt;i&gt;no&lt;/i&gt;"));
    assertTrue(call("GET", "/?q=%22%3E%3Cb%3E").body().contains("value=\"&quot;&gt;&lt;b&gt;\""));
  }

  @Test
  void aMailsScriptsAreInert() throws Exception {
    assertTrue(call("GET", "/mails/2").body().contains("sandbox=\"allow-popups"));
    var frame = call("GET", "/mails/2/html");
    assertTrue(policy(frame).startsWith("sandbox allow-popups"));
    assertFalse(policy(frame).contains("allow-scripts"));
    assertFalse(policy(frame).contains("allow-same-origin"));
    assertFalse(policy(frame).contains("script-src"));
    assertTrue(frame.body().startsWith("<html><head><base target=\"_blank\"><title>x</title>"));
  }

  private static String policy(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Security-Policy").orElse("");
  }

  @Test
  void aForeignNameForThisMachineIsRefused() throws Exception {
    try (var socket = new Socket("127.0.0.1", web.port())) {
      var request = "GET /api/mails HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    }
  }

  @Test
  @DisplayName("Links lead to their mails where the machine's language has digits of its own")
  void linksWorkWhateverTheLanguage() throws Exception {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try {
      assertTrue(call("GET", "/").body().contains("href=\"/mails/2\""));
      var page = call("GET", "/mails/2").body();
      for (var link : List.of("/mails/2/html", "/mails/2?view=source", "/api/mails/2")) {
        assertTrue(page.contains("\"" + link + "\""), link);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void pagesOfAFullMailboxFollowOneAnother() throws Exception {
    for (int i = 0; i < 100; i++) {
      SmtpClient.send(mailbox.port(), "", "c@example.com", "Subject: many\r\n\r\n");
    }
    assertTrue(call("GET", "/").body().contains("href=\"/?q=&amp;before=3\""));
    assertTrue(call("GET", "/?before=3").body().contains(">plain<"));
    assertFalse(call("GET", "/?before=3").body().contains("Older mails"));
  }
}
