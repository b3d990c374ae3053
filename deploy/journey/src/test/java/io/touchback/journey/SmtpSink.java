package io.touchback.journey;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes mails and counts them; refuses or falls silent when told to. */
final class SmtpSink implements AutoCloseable {
  /**
   * What becomes of a mail to one recipient.
   *
   * @param afterRecipient answer to RCPT TO
   * @param afterDot answer to the whole mail; empty = none, for ever
   */
  record Answer(String afterRecipient, String afterDot) {
    static final Answer ACCEPT = new Answer("250 2.1.5 ok", "250 2.0.0 taken");
    static final Answer LATER = new Answer("250 2.1.5 ok", "451 4.7.1 greylisted, try again");
    static final Answer NO_SUCH_USER =
        new Answer("550 5.1.1 no such user", "554 5.5.1 no recipient");
    static final Answer SILENCE_AFTER_DOT = new Answer("250 2.1.5 ok", "");
  }

  record Mail(String to, String raw) {
    String header(String name) {
      var head = raw.substring(0, raw.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<Mail> offered = new CopyOnWriteArrayList<>();
  private volatile Function<String, Answer> answers = to -> Answer.ACCEPT;

  SmtpSink() {
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Decides by recipient, until told otherwise. */
  void answer(Function<String, Answer> byRecipient) {
    answers = byRecipient;
  }

  /** Mails that were accepted for recipients whose address contains {@code part}. */
  List<Mail> takenFor(String part) {
    return mails.stream().filter(mail -> mail.to().contains(part)).collect(Collectors.toList());
  }

  /** Mails whose final dot was seen, whatever the answer was. */
  List<Mail> offeredFor(String part) {
    return offered.stream().filter(mail -> mail.to().contains(part)).collect(Collectors.toList());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        threads.execute(() -> converse(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      socket.setTcpNoDelay(true);
      say(socket, "220 sink ready");
      var to = "";
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say(socket, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8");
          case "RCPT" -> {
            to = line.replaceAll("(?i)^RCPT TO:\\s*<([^>]*)>.*", "$1");
            say(socket, answers.apply(to).afterRecipient());
          }
          case "DATA" -> {
            say(socket, "354 go on");
            if (!take(socket, in, to)) {
              return;
            }
          }
          case "QUIT" -> {
            say(socket, "221 bye");
            return;
          }
          default -> say(socket, "250 2.0.0 ok");
        }
      }
    } catch (IOException gone) {
      // The other side went away, as it may.
    }
  }

  private boolean take(Socket socket, BufferedReader in, String to) throws IOException {
    var raw = new StringBuilder();
    for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        return false;
      }
      raw.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    var mail = new Mail(to, raw.toString());
    var answer = answers.apply(to).afterDot();
    offered.add(mail);
    if (answer.isEmpty()) {
      in.readLine();
      return false;
    }
    if (answer.startsWith("2")) {
      mails.add(mail);
    }
    say(socket, answer);
    return true;
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
