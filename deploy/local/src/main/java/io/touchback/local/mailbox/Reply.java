package io.touchback.local.mailbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the mailbox page answers; by its headers, whatever a mail contains stays inert.
 *
 * @param policy the Content-Security-Policy
 */
record Reply(int status, String type, String policy, byte[] body) {
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String OWN_PAGE =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
          + " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** Links of a mail open outside; its scripts, forms and everything from afar do nothing. */
  private static final String FOREIGN_PAGE =
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
          + " style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

  Reply(int status, String type, byte[] body) {
    this(status, type, NOTHING, body);
  }

  static Reply empty(int status) {
    return new Reply(status, "text/plain", new byte[0]);
  }

  static Reply page(String html) {
    return new Reply(200, "text/html; charset=utf-8", OWN_PAGE, utf8(html));
  }

  static Reply mailHtml(Mail mail) {
    var html = MailboxPages.openingLinksOutside(mail.html() == null ? "" : mail.html());
    return new Reply(200, "text/html; charset=utf-8", FOREIGN_PAGE, utf8(html));
  }

  static Reply json(String json) {
    return new Reply(200, "application/json", utf8(json));
  }

  static Reply raw(Mail mail) {
    return new Reply(200, "text/plain; charset=utf-8", mail.raw());
  }

  static Reply resource(String type, String name) throws IOException {
    try (var in = Reply.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new Reply(200, type, in.readAllBytes());
    }
  }

  void send(HttpExchange exchange) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, silent ? -1 : body.length);
    if (!silent) {
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
