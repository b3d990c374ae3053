package io.touchback.journey;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes mails and counts them; misbehaves at one step of the conversation when told to. */
final class SmtpSink implements AutoCloseable {
  /** Where in the conversation; a recipient is known from {@link #RCPT} on. */
  enum Step {
    GREETING,
    EHLO,
    MAIL,
    RCPT,
    DATA,
    DOT
  }

  /** What it does instead of agreeing. */
  enum Instead {
    SAY,
    FALL_SILENT,
    RESET,
    CLOSE
  }

  /**
   * A way to misbehave.
   *
   * @param line what is said, if something is
   */
  record Fault(Step step, Instead instead, String line) {
    static final Fault GREYLISTED = says(Step.DOT, "451 4.7.1 greylisted, try again");
    static final Fault NO_SUCH_USER = says(Step.RCPT, "550 5.1.1 no such user");
    static final Fault SILENT_AFTER_DOT = new Fault(Step.DOT, Instead.FALL_SILENT, "");

    static Fault says(Step step, String line) {
      return new Fault(step, Instead.SAY, line);
    }

    @Override
    public String toString() {
      return (instead + (line.isEmpty() ? "" : " " + line) + " at " + step)
          .replace('_', ' ')
          .toLowerCase(Locale.ROOT);
    }
  }

  record Mail(String to, String raw, Instant at) {
    String header(String name) {
      return headers(name).stream().findFirst().orElse("");
    }

    List<String> headers(String name) {
      var head = raw.substring(0, raw.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .toList();
    }
  }

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<Mail> offered = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile @Nullable Fault fault;
  private volatile Predicate<String> victims = to -> true;
  private volatile long millisForEach;
  private volatile long millisInTurn;
  private final Semaphore turn = new Semaphore(1, true);

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

  /**
   * Until told to {@link #behave}.
   *
   * @param to whose mails suffer; of steps before the recipient, everybody's
   */
  void misbehave(Fault how, Predicate<String> to) {
    faults.set(0);
    victims = to;
    fault = how;
  }

  void behave() {
    fault = null;
    millisForEach = 0;
    millisInTurn = 0;
  }

  /** Ends all conversations, as a server that is restarted. */
  void hangUp() {
    for (var socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How often it has misbehaved since it was told to. */
  int misbehaved() {
    return faults.get();
  }

  /** Takes so long over each mail. */
  void takeItsTime(Duration forEach) {
    millisForEach = forEach.toMillis();
  }

  /** Takes one mail after the other, each so long, however many conversations are held. */
  void takeOneEvery(Duration each) {
    millisInTurn = each.toMillis();
  }

  /** Mails that were accepted for recipients whose address contains {@code part}. */
  List<Mail> takenFor(String part) {
    return mails.stream().filter(mail -> mail.to().contains(part)).toList();
  }

  /** Mails whose final dot was seen, whatever the answer was. */
  List<Mail> offeredFor(String part) {
    return offered.stream().filter(mail -> mail.to().contains(part)).toList();
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
        threads.execute(() -> new Conversation(socket).hold());
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** With one client. */
  private final class Conversation {
    private final Socket socket;
    private String to = "";
    private boolean hasSender;

    Conversation(Socket socket) {
      this.socket = socket;
    }

    void hold() {
      sockets.add(socket);
      try (socket;
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
        socket.setTcpNoDelay(true);
        boolean goesOn = react(faultAt(Step.GREETING), "220 sink ready", in);
        while (goesOn) {
          var line = in.readLine();
          goesOn = line != null && hear(line, in);
        }
      } catch (IOException gone) {
        // The other side went away, as it may.
      } finally {
        sockets.remove(socket);
      }
    }

    private boolean hear(String line, BufferedReader in) throws IOException {
      var verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO":
          return react(
              faultAt(Step.EHLO), "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8", in);
        case "MAIL":
          to = "";
          var refusal = faultAt(Step.MAIL);
          hasSender = refusal == null;
          return react(refusal, "250 2.1.0 ok", in);
        case "RCPT":
          if (!hasSender) {
            say("503 5.5.1 no sender");
            return true;
          }
          to = line.replaceAll("(?i)^RCPT TO:\\s*<([^>]*)>.*", "$1");
          var how = faultAt(Step.RCPT);
          to = how == null ? to : "";
          return react(how, "250 2.1.5 ok", in);
        case "DATA":
          return data(in);
        case "QUIT":
          say("221 bye");
          return false;
        default:
          say("250 2.0.0 ok");
          return true;
      }
    }

    private boolean data(BufferedReader in) throws IOException {
      if (to.isEmpty()) {
        say("554 5.5.1 no recipient");
        return true;
      }
      var how = faultAt(Step.DATA);
      return react(how, "354 go on", in) && (how != null || take(in));
    }

    private boolean take(BufferedReader in) throws IOException {
      var raw = new StringBuilder();
      for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
        if (line == null) {
          return false;
        }
        raw.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      var mail = new Mail(to, raw.toString(), Instant.now());
      offered.add(mail);
      pause();
      var how = faultAt(Step.DOT);
      if (how == null) {
        mails.add(mail);
      }
      return react(how, "250 2.0.0 taken", in);
    }

    private @Nullable Fault faultAt(Step step) {
      var now = fault;
      boolean known = step.compareTo(Step.RCPT) >= 0;
      return now != null && now.step == step && (!known || victims.test(to)) ? now : null;
    }

    /**
     * @return whether the conversation goes on
     */
    private boolean react(@Nullable Fault how, String agreement, BufferedReader in)
        throws IOException {
      if (how == null) {
        say(agreement);
        return true;
      }
      faults.incrementAndGet();
      switch (how.instead) {
        case SAY -> say(how.line);
        case FALL_SILENT -> {
          while (in.readLine() != null) {
            continue;
          }
        }
        case RESET -> socket.setSoLinger(true, 0);
        case CLOSE -> {}
      }
      return how.instead == Instead.SAY;
    }

    private void pause() throws IOException {
      try {
        Thread.sleep(millisForEach);
        awaitTurn();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    private void awaitTurn() throws InterruptedException {
      if (millisInTurn > 0) {
        turn.acquire();
        try {
          Thread.sleep(millisInTurn);
        } finally {
          turn.release();
        }
      }
    }

    private void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }
  }
}
