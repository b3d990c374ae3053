package io.touchback.local.mailbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox's pages as HTML; every text from a mail passes {@link #escape}. Numbers are put in by
 * %s: %d has the digits of the machine's language.
 */
final class MailboxPages {
  private static final int PER_PAGE = 100;
  private static final Pattern HEAD = Pattern.compile("(?i)<head(\\s[^>]*)?>");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private MailboxPages() {}

  static String list(LocalMailbox mailbox, Map<String, String> query) {
    var words = query.getOrDefault("q", "");
    long before = number(query.get("before"), Long.MAX_VALUE);
    var mails =
        mailbox
            .list()
            .filter(mail -> mail.id() < before && mail.has(words))
            .limit(PER_PAGE + 1L)
            .toList();
    var shown = mails.subList(0, Math.min(PER_PAGE, mails.size()));
    var rows = shown.stream().map(MailboxPages::row).collect(Collectors.joining());
    return page(
        "Mailbox",
        """
        <header>
          <h1><a href="/">Mailbox</a></h1>
          <form role="search"><input type="search" name="q" value="%s" placeholder="Search sender, recipient, subject" aria-label="Search"></form>
          <button id="clear" hidden>Delete all</button>
        </header>
        <main id="mails" aria-live="polite">
        <p class="count">%s</p>
        <ul>%s</ul>
        %s
        </main>
        <script src="/mailbox.js"></script>
        """
            .formatted(
                escape(words),
                mailbox.size() == 1 ? "1 mail" : mailbox.size() + " mails",
                rows.isEmpty() ? "<li class=\"none\">Nothing here yet.</li>" : rows,
                mails.size() > PER_PAGE ? older(words, shown) : ""));
  }

  private static String row(Summary mail) {
    return """
        <li><a href="/mails/%s">
          <span class="subject">%s</span><time datetime="%s">%s</time>
          <span class="to">to %s</span><span class="from">from %s</span>
        </a></li>
        """
        .formatted(
            mail.id(),
            mail.subject().isEmpty() ? "<em>no subject</em>" : escape(mail.subject()),
            mail.receivedAt(),
            time(mail.receivedAt()),
            escape(mail.to()),
            escape(mail.from()));
  }

  private static String older(String words, List<Summary> shown) {
    return "<p class=\"older\"><a href=\"/?q=%s&amp;before=%s\">Older mails</a></p>"
        .formatted(
            URLEncoder.encode(words, StandardCharsets.UTF_8), shown.get(shown.size() - 1).id());
  }

  static String mail(Mail mail, Map<String, String> query) {
    var view = query.getOrDefault("view", mail.html() != null ? "html" : "text");
    return page(
        mail.subject(),
        """
        <header>
          <p><a href="/">‹ Mailbox</a></p>
          <h1>%s</h1>
          <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Time</dt><dd><time datetime="%s">%s</time></dd></dl>
          <nav>%s%s%s<a href="/api/mails/%s">JSON</a></nav>
        </header>
        %s
        """
            .formatted(
                escape(mail.subject()),
                escape(mail.from()),
                escape(mail.to()),
                mail.receivedAt(),
                time(mail.receivedAt()),
                tab(mail, view, "html", "HTML"),
                tab(mail, view, "text", "Text"),
                tab(mail, view, "source", "Source"),
                mail.id(),
                content(mail, view)));
  }

  private static String tab(Mail mail, String view, String name, String title) {
    return "<a href=\"/mails/%s?view=%s\"%s>%s</a>"
        .formatted(mail.id(), name, view.equals(name) ? " aria-current=\"page\"" : "", title);
  }

  private static String content(Mail mail, String view) {
    return switch (view) {
      case "html" ->
          mail.html() == null
              ? "<p class=\"none\">This mail has no HTML part.</p>"
              : """
                <iframe src="/mails/%s/html" title="The mail" referrerpolicy="no-referrer" \
                sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
                """
                  .formatted(mail.id());
      case "source" -> pre(new String(mail.raw(), StandardCharsets.UTF_8));
      default ->
          mail.text() == null
              ? "<p class=\"none\">This mail has no text part.</p>"
              : pre(mail.text());
    };
  }

  private static String pre(String text) {
    return "<pre>" + escape(text) + "</pre>";
  }

  /** Within its frame a mail's link would lead nowhere. */
  static String openingLinksOutside(String html) {
    var base = "<base target=\"_blank\">";
    var head = HEAD.matcher(html);
    return head.find()
        ? html.substring(0, head.end()) + base + html.substring(head.end())
        : base + html;
  }

  private static String page(String title, String body) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>%s</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/mailbox.css">
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(escape(title), body);
  }

  private static String time(Instant at) {
    var text = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return text.replace('T', ' ').replace("Z", " UTC");
  }

  private static long number(@Nullable String text, long otherwise) {
    return text != null && NUMBER.matcher(text).matches() ? Long.parseLong(text) : otherwise;
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
