package io.touchback.local.mailbox;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client's conversation (RFC 5321), with PIPELINING (2920), SIZE (1870), 8BITMIME (6152),
 * SMTPUTF8 (6531) and enhanced status codes (2034).
 */
final class SmtpSession {
  /** Several of them at once fit into the launcher's small heap. */
  static final int LARGEST_MAIL = 5 * 1024 * 1024;

  private static final int MOST_RECIPIENTS = 1000;
  private static final int MOST_MISTAKES = 20;
  private static final Pattern WEB_BROWSER = Pattern.compile("(GET|POST|PUT|HEAD|OPTIONS) .*");
  private static final Set<String> PARAMETERS_OF_MAIL =
      Set.of("BODY=7BIT", "BODY=8BITMIME", "SMTPUTF8");

  /** Where an accepted mail goes; a failure is told to the client as temporary. */
  interface Delivery {
    long keep(Envelope envelope, byte[] mail) throws IOException;
  }

  private final SmtpInput in;
  private final OutputStream out;
  private final Delivery delivery;

  private boolean open = true;
  private boolean greeted;
  private int mistakes;
  private @Nullable SmtpPath sender;
  private final List<String> recipients = new ArrayList<>();

  SmtpSession(Socket socket, Delivery delivery) throws IOException {
    in = new SmtpInput(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
    this.delivery = delivery;
  }

  /** Talks until the client has had enough. */
  void talk() throws IOException {
    reply("220 touchback mailbox ready");
    try {
      while (open) {
        if (!in.hasMore()) {
          out.flush();
        }
        answerNextLine();
      }
    } catch (SocketTimeoutException e) {
      reply("421 4.4.2 You have said nothing for too long");
    } catch (EOFException e) {
      return;
    }
    out.flush();
  }

  private void answerNextLine() throws IOException {
    try {
      answer(in.line());
    } catch (SmtpInput.LineTooLong e) {
      mistake("500 5.5.2 A line is too long");
    }
  }

  private void answer(String line) throws IOException {
    var words = line.split(" ", 2);
    var argument = words.length > 1 ? words[1] : "";
    switch (words[0].toUpperCase(Locale.ROOT)) {
      case "EHLO" -> hello(true, argument);
      case "HELO" -> hello(false, argument);
      case "MAIL" -> mail(argument);
      case "RCPT" -> recipient(argument);
      case "DATA" -> data();
      case "RSET" -> {
        reset();
        reply("250 2.0.0 Forgotten");
      }
      case "NOOP" -> reply("250 2.0.0 Done");
      case "VRFY" -> reply("252 2.1.5 Send it and see");
      case "HELP" -> reply("214 2.0.0 RFC 5321");
      case "QUIT" -> {
        reply("221 2.0.0 Goodbye");
        open = false;
      }
      default -> unknown(line);
    }
  }

  private void unknown(String line) throws IOException {
    if (WEB_BROWSER.matcher(line).matches()) {
      reply("421 4.7.0 This is no web server");
      open = false;
    } else {
      mistake("500 5.5.1 Not known here");
    }
  }

  private void hello(boolean extended, String name) throws IOException {
    if (name.isBlank()) {
      mistake("501 5.5.4 Say who you are");
      return;
    }
    reset();
    greeted = true;
    if (extended) {
      reply("250-touchback greets you");
      reply("250-PIPELINING");
      reply("250-SIZE " + LARGEST_MAIL);
      reply("250-8BITMIME");
      reply("250-SMTPUTF8");
      reply("250 ENHANCEDSTATUSCODES");
    } else {
      reply("250 touchback greets you");
    }
  }

  private void mail(String argument) throws IOException {
    var path = path(argument, "FROM:");
    if (!greeted || sender != null) {
      mistake("503 5.5.1 " + (greeted ? "One mail at a time" : "Say EHLO first"));
    } else if (path == null || !path.address().isEmpty() && !path.isMailbox()) {
      mistake("501 5.1.7 That is no sender");
    } else if (!path.parameters().stream().allMatch(SmtpSession::isKnown)) {
      mistake("555 5.5.4 Parameter not known here");
    } else if (path.announcedSize() > LARGEST_MAIL) {
      reply("552 5.3.4 Too large");
    } else if (!path.isAscii() && !path.parameters().contains("SMTPUTF8")) {
      reply("553 5.6.7 Such a sender needs SMTPUTF8");
    } else {
      sender = path;
      reply("250 2.1.0 From there");
    }
  }

  private static boolean isKnown(String parameter) {
    return PARAMETERS_OF_MAIL.contains(parameter) || parameter.matches("SIZE=\\d{1,18}");
  }

  private void recipient(String argument) throws IOException {
    var path = path(argument, "TO:");
    if (sender == null) {
      mistake("503 5.5.1 Say MAIL first");
    } else if (path == null || !path.isMailbox()) {
      mistake("501 5.1.3 That is no recipient");
    } else if (!path.parameters().isEmpty()) {
      mistake("555 5.5.4 Parameter not known here");
    } else if (!path.isAscii() && !sender.parameters().contains("SMTPUTF8")) {
      reply("553 5.6.7 Such a recipient needs SMTPUTF8");
    } else if (recipients.size() == MOST_RECIPIENTS) {
      reply("452 4.5.3 Too many recipients");
    } else {
      recipients.add(path.address());
      reply("250 2.1.5 To there");
    }
  }

  private static @Nullable SmtpPath path(String argument, String keyword) {
    return argument.regionMatches(true, 0, keyword, 0, keyword.length())
        ? SmtpPath.parse(argument.substring(keyword.length())).orElse(null)
        : null;
  }

  private void data() throws IOException {
    if (sender == null || recipients.isEmpty()) {
      mistake(sender == null ? "503 5.5.1 Say MAIL first" : "554 5.5.1 No valid recipients");
      return;
    }
    reply("354 Go on, end with a dot");
    out.flush();
    var envelope = new Envelope(sender.address(), List.copyOf(recipients));
    reset();
    var mail = in.data(LARGEST_MAIL);
    if (mail == null) {
      reply("552 5.3.4 Too large");
      return;
    }
    try {
      reply("250 2.0.0 Kept as " + delivery.keep(envelope, mail));
    } catch (IOException e) {
      reply("452 4.3.1 Cannot keep it now");
    }
  }

  private void reset() {
    sender = null;
    recipients.clear();
  }

  private void mistake(String answer) throws IOException {
    reply(answer);
    if (++mistakes > MOST_MISTAKES) {
      reply("421 4.7.0 Too many mistakes");
      open = false;
    }
  }

  private void reply(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
