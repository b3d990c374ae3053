package io.touchback.local.mailbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows a mailbox in the browser, and to programs as JSON; on the loopback interface only. */
public final class MailboxWeb implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MailboxWeb.class.getName());
  private static final Pattern MAIL = Pattern.compile("/(api/)?mails/(\\d{1,18})(/html|/raw)?");

  /** No name that somebody else can point at this machine (DNS rebinding). */
  private static final Pattern OWN_HOST =
      Pattern.compile("((.+\\.)?localhost|[\\d.]+|\\[[\\da-fA-F:.]+])(:\\d+)?");

  private final LocalMailbox mailbox;
  private final HttpServer server;
  private final ExecutorService workers;
  private final ObjectMapper json = new ObjectMapper();

  private MailboxWeb(LocalMailbox mailbox, HttpServer server, ExecutorService workers) {
    this.mailbox = mailbox;
    this.server = server;
    this.workers = workers;
  }

  /** Starts on {@code port} (0 = any free one). */
  public static MailboxWeb start(LocalMailbox mailbox, int port) {
    // Without it each answer on a kept-alive connection waits 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      var workers = Executors.newFixedThreadPool(8, MailboxWeb::daemon);
      var web = new MailboxWeb(mailbox, server, workers);
      server.setExecutor(workers);
      server.createContext("/", web::answer);
      server.start();
      return web;
    } catch (IOException e) {
      throw new UncheckedIOException("The mailbox page cannot listen on port " + port, e);
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "mailbox page");
    thread.setDaemon(true);
    return thread;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The mailbox page failed", e);
        reply = problem(500, "The mailbox failed; its log says why");
      }
      reply.send(exchange);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    var host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !OWN_HOST.matcher(host).matches()) {
      return problem(421, "The mailbox answers to localhost and to addresses, not to this name");
    }
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath();
    var query = query(exchange.getRequestURI().getRawQuery());
    if (method.equals("DELETE") && path.equals("/api/mails")) {
      mailbox.clear();
      return Reply.empty(204);
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return problem(405, "Only GET, and DELETE of /api/mails");
    }
    return switch (path) {
      case "/" -> Reply.page(MailboxPages.list(mailbox, query));
      case "/api/mails" -> Reply.json(list(query));
      case "/mailbox.css" -> Reply.resource("text/css", "mailbox.css");
      case "/mailbox.js" -> Reply.resource("text/javascript", "mailbox.js");
      default -> mail(path, query);
    };
  }

  private Reply mail(String path, Map<String, String> query) throws IOException {
    var match = MAIL.matcher(path);
    if (!match.matches()) {
      return problem(404, "No such page");
    }
    var found = mailbox.find(Long.parseLong(match.group(2)));
    if (found.isEmpty()) {
      return problem(404, "No such mail; it may have been forgotten");
    }
    var mail = found.get();
    boolean api = match.group(1) != null;
    var part = match.group(3) == null ? "" : match.group(3);
    return switch (part) {
      case "/html" -> api ? problem(404, "No such page") : Reply.mailHtml(mail);
      case "/raw" -> api ? Reply.raw(mail) : problem(404, "No such page");
      default -> api ? Reply.json(describe(mail)) : Reply.page(MailboxPages.mail(mail, query));
    };
  }

  private String list(Map<String, String> query) throws IOException {
    var words = query.getOrDefault("q", "");
    var all = json.createArrayNode();
    mailbox.list().filter(mail -> mail.has(words)).forEach(mail -> describe(mail, all.addObject()));
    return json.writeValueAsString(all);
  }

  private static void describe(Summary mail, ObjectNode node) {
    node.put("id", String.valueOf(mail.id()));
    node.put("from", mail.from());
    node.put("to", mail.to());
    node.put("subject", mail.subject());
    node.put("messageId", mail.messageId());
    node.put("receivedAt", mail.receivedAt().toString());
  }

  private String describe(Mail mail) throws IOException {
    var node = json.createObjectNode();
    describe(Summary.of(mail), node);
    var envelope = node.putObject("envelope");
    envelope.put("from", mail.envelope().from());
    ArrayNode to = envelope.putArray("to");
    mail.envelope().to().forEach(to::add);
    // A header that stands twice has its values in one text, a line each.
    var headers = node.putObject("headers");
    for (var header : mail.headers()) {
      var before = headers.path(header.name());
      headers.put(
          header.name(),
          before.isMissingNode() ? header.value() : before.asText() + "\n" + header.value());
    }
    node.put("text", mail.text());
    node.put("html", mail.html());
    return json.writeValueAsString(node);
  }

  private static Reply problem(int status, String title) {
    var node = new ObjectMapper().createObjectNode().put("status", status).put("title", title);
    return new Reply(
        status, "application/problem+json", node.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new HashMap<String, String>();
    for (var pair : raw == null ? new String[0] : raw.split("&")) {
      var both = pair.split("=", 2);
      query.put(both[0], both.length > 1 ? decode(both[1]) : "");
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8).strip();
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
