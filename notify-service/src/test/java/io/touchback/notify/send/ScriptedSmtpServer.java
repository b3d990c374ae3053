package io.touchback.notify.send;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP server that does what a test tells it at each step, and writes down what it is told and
 * which rules its clients break. It needs nothing but the JDK.
 */
public final class ScriptedSmtpServer implements AutoCloseable {

  /** Where it can be told to do something else than the usual. */
  public enum Step {
    GREETING,
    EHLO,
    HELO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** Within the message, when its first octets have been read. */
    BODY,
    /** When the whole message has been read. */
    DOT,
    /** Right after the message was accepted. */
    ACCEPTED,
    RSET,
    QUIT
  }

  /** What it does at a step instead of its usual answer. */
  public interface Deed {
    void on(Session session) throws IOException;
  }

  /**
   * A message that was accepted.
   *
   * @param session which connection it came over, from 1
   * @param from as in MAIL, with its parameters
   * @param octets without dot-stuffing
   */
  public record Mail(int session, String from, String to, byte[] octets, boolean encrypted) {
    public String text() {
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param session which connection it came over, from 1
   */
  public record Command(int session, String line) {}

  private static final int LONGEST_COMMAND = 1024;
  private static final int LONGEST_LINE = 998;

  private final ServerSocket socket;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger sessions = new AtomicInteger();
  private final Map<Step, Deed> always = new ConcurrentHashMap<>();
  private final Map<Step, Deque<Deed>> next = new EnumMap<>(Step.class);
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile List<String> offers =
      List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 40000000", "ENHANCEDSTATUSCODES");
  private volatile Duration roundTrip = Duration.ZERO;
  private volatile boolean implicitTls;
  private volatile SSLContext tls;
  private volatile String user;
  private volatile String password;

  private ScriptedSmtpServer(ServerSocket socket) {
    this.socket = socket;
  }

  public static ScriptedSmtpServer start() {
    try {
      ServerSocket socket = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
      ScriptedSmtpServer server = new ScriptedSmtpServer(socket);
      daemon("smtp-accept", server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What it does.

  public static Deed reply(String... lines) {
    return session -> session.say(lines);
  }

  /** Neither answers nor reads, until the server is closed. */
  public static Deed silence() {
    return Session::beSilent;
  }

  public static Deed hangUp() {
    return Session::close;
  }

  public static Deed reset() {
    return Session::cut;
  }

  /** Answers one octet at a time, each in its own packet. */
  public static Deed slowly(String line, Duration pause) {
    return session -> session.saySlowly(line, pause);
  }

  /** Answers, and then leaves. */
  public static Deed last(String line) {
    return session -> {
      session.say(line);
      session.close();
    };
  }

  public ScriptedSmtpServer always(Step step, Deed deed) {
    always.put(step, deed);
    return this;
  }

  /** The first for the next time this step is reached, and so on; then as usual. */
  public ScriptedSmtpServer next(Step step, Deed... deeds) {
    synchronized (next) {
      next.computeIfAbsent(step, s -> new ArrayDeque<>()).addAll(List.of(deeds));
    }
    return this;
  }

  public ScriptedSmtpServer asUsual() {
    always.clear();
    return this;
  }

  /** The lines of the answer to EHLO; STARTTLS and AUTH are added by themselves. */
  public ScriptedSmtpServer offering(String... keywords) {
    offers = List.of(keywords);
    return this;
  }

  public ScriptedSmtpServer withStartTls(SSLContext context) {
    tls = context;
    return this;
  }

  public ScriptedSmtpServer withImplicitTls(SSLContext context) {
    tls = context;
    implicitTls = true;
    return this;
  }

  /** Takes mails only from who logs in; for XOAUTH2 the password is the token. */
  public ScriptedSmtpServer withLogin(String name, String secret) {
    user = name;
    password = secret;
    return this;
  }

  /** As over a long way: what is waited for comes so much later. */
  public ScriptedSmtpServer farAway(Duration time) {
    roundTrip = time;
    return this;
  }

  // What it saw.

  public int port() {
    return socket.getLocalPort();
  }

  public List<Mail> mails() {
    return mails;
  }

  /** Connections there were so far. */
  public int sessions() {
    return sessions.get();
  }

  /** Connections that are open now. */
  public int openSessions() {
    return open.size();
  }

  public List<Command> commands() {
    return commands;
  }

  /** What clients did that the RFCs forbid. */
  public List<String> violations() {
    return violations;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (Socket session : open) {
      session.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket accepted = socket.accept();
        int number = sessions.incrementAndGet();
        daemon("smtp-session-" + number, () -> new Session(number, accepted).run());
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private Deed deed(Step step) {
    synchronized (next) {
      Deque<Deed> queue = next.get(step);
      Deed once = queue == null ? null : queue.poll();
      return once != null ? once : always.get(step);
    }
  }

  /** One connection. */
  public final class Session {
    private final int number;
    private Socket connection;
    private InputStream in;
    private OutputStream out;
    private String line = "";
    private boolean encrypted;
    private boolean loggedIn;
    private String from;
    private String to;
    private byte[] message = {};

    private Session(int number, Socket connection) {
      this.number = number;
      this.connection = connection;
    }

    public int number() {
      return number;
    }

    public void say(String... lines) throws IOException {
      StringBuilder text = new StringBuilder();
      for (String each : lines) {
        text.append(each).append("\r\n");
      }
      raw(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    public void raw(byte[] octets) throws IOException {
      out.write(octets);
      out.flush();
    }

    /** Octets that have come and were not read yet. */
    public int available() throws IOException {
      return in.available();
    }

    public void close() throws IOException {
      connection.close();
    }

    /** What it does at this step when no script says otherwise. */
    public void asUsual(Step step) throws IOException {
      switch (step) {
        case GREETING -> say("220 scripted.example ESMTP");
        case EHLO -> introduce();
        case HELO -> say("250 scripted.example");
        case STARTTLS -> startTls();
        case AUTH -> logIn();
        case MAIL -> takeSender();
        case RCPT -> takeRecipient();
        case DATA -> takeMessage();
        case BODY -> readMessage();
        case DOT -> accept();
        case ACCEPTED -> forget();
        case RSET -> reset();
        case QUIT -> leave();
      }
    }

    /** Reads a message up to its dot, whether or not it was asked for. */
    public void readMessage() throws IOException {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      for (byte[] text = firstLine(); !isDot(text); text = line()) {
        int stuffed = text.length > 0 && text[0] == '.' ? 1 : 0;
        octets.write(text, stuffed, text.length - stuffed);
        octets.write('\r');
        octets.write('\n');
        checkMessageLine(text);
      }
      message = octets.toByteArray();
    }

    /** Keeps the message that was read, without saying so. */
    public void keep() {
      mails.add(new Mail(number, from, to, message, encrypted));
    }

    private void saySlowly(String text, Duration pause) throws IOException {
      for (byte octet : (text + "\r\n").getBytes(StandardCharsets.UTF_8)) {
        raw(new byte[] {octet});
        LockSupport.parkNanos(pause.toNanos());
      }
    }

    private void beSilent() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      close();
    }

    private void cut() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }

    private void run() {
      Socket accepted = connection;
      open.add(accepted);
      try {
        connection.setTcpNoDelay(true);
        useStreams();
        if (implicitTls) {
          encrypt();
        }
        play(Step.GREETING);
        converse();
      } catch (IOException e) {
        // The client left, or the script did.
      } finally {
        open.remove(accepted);
        try {
          connection.close();
        } catch (IOException e) {
          violations.add("cannot close: " + e);
        }
      }
    }

    private void converse() throws IOException {
      while (!connection.isClosed()) {
        line = command();
        commands.add(new Command(number, line));
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "QUIT" ->
              play(Step.valueOf(verb));
          default -> {
            violations.add("unknown command " + line);
            say("500 5.5.2 what?");
          }
        }
      }
    }

    private void play(Step step) throws IOException {
      Deed deed = deed(step);
      if (deed == null) {
        asUsual(step);
      } else {
        deed.on(this);
      }
    }

    private void introduce() throws IOException {
      forget();
      StringBuilder lines = new StringBuilder("250-scripted.example at your service\r\n");
      offers.forEach(offer -> lines.append("250-").append(offer).append("\r\n"));
      if (tls != null && !encrypted) {
        lines.append("250-STARTTLS\r\n");
      }
      if (user != null) {
        lines.append("250-AUTH PLAIN LOGIN XOAUTH2\r\n");
      }
      say(lines + "250 HELP");
    }

    private void startTls() throws IOException {
      forbidPipelining("STARTTLS");
      say("220 2.0.0 go ahead");
      encrypt();
      forget();
    }

    private void encrypt() throws IOException {
      SSLSocket secure =
          (SSLSocket) tls.getSocketFactory().createSocket(connection, null, port(), true);
      secure.setUseClientMode(false);
      secure.startHandshake();
      connection = secure;
      encrypted = true;
      useStreams();
    }

    private void logIn() throws IOException {
      String[] words = line.split(" ");
      String given =
          switch (words[1]) {
            case "LOGIN" -> ask("VXNlcm5hbWU6") + '\0' + ask("UGFzc3dvcmQ6");
            case "PLAIN" -> decoded(words[2]).substring(1);
            default -> decoded(words[2]).replace("user=", "").replace("\1auth=Bearer ", "\0");
          };
      loggedIn = given.replace("\1", "").equals(user + '\0' + password);
      if (!loggedIn && words[1].equals("XOAUTH2")) {
        ask("eyJzdGF0dXMiOiI0MDEifQ==");
      }
      say(loggedIn ? "235 2.7.0 welcome" : "535 5.7.8 not you");
    }

    private String ask(String challenge) throws IOException {
      say("334 " + challenge);
      return decoded(command());
    }

    private String decoded(String base64) {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private void takeSender() throws IOException {
      if (user != null && !loggedIn) {
        say("530 5.7.0 log in first");
      } else if (from != null) {
        violations.add("nested MAIL");
        say("503 5.5.1 nested MAIL");
      } else {
        from = line.substring("MAIL FROM:".length());
        say("250 2.1.0 ok");
      }
    }

    private void takeRecipient() throws IOException {
      if (from == null) {
        say("503 5.5.1 MAIL first");
      } else {
        to = line.substring("RCPT TO:".length());
        say("250 2.1.5 ok");
      }
    }

    private void takeMessage() throws IOException {
      forbidPipelining("DATA");
      if (to == null) {
        say("503 5.5.1 RCPT first");
      } else {
        say("354 go ahead");
        play(Step.BODY);
        if (!connection.isClosed()) {
          play(Step.DOT);
        }
        forget();
      }
    }

    private void accept() throws IOException {
      keep();
      say("250 2.0.0 queued as " + mails.size());
      play(Step.ACCEPTED);
    }

    private void checkMessageLine(byte[] text) {
      if (text.length > LONGEST_LINE + 1) {
        violations.add("line of " + text.length);
      }
      for (byte octet : text) {
        if (octet < 0 && !String.valueOf(from).contains("BODY=8BITMIME")) {
          violations.add("eight bits without BODY=8BITMIME");
          return;
        }
      }
    }

    private void reset() throws IOException {
      forget();
      say("250 2.0.0 ok");
    }

    private void leave() throws IOException {
      say("221 2.0.0 bye");
      close();
    }

    /** The end of a mail transaction. */
    public void forget() {
      from = null;
      to = null;
    }

    /** RFC 2920: these are the last of a group. */
    private void forbidPipelining(String verb) throws IOException {
      if (available() > 0) {
        violations.add("something was sent behind " + verb);
      }
    }

    private String command() throws IOException {
      byte[] octets = firstLine();
      if (octets.length > LONGEST_COMMAND) {
        violations.add("command of " + octets.length);
      }
      if (available() > 0 && !offers.contains("PIPELINING")) {
        violations.add("pipelining that was not offered");
      }
      return new String(octets, StandardCharsets.UTF_8);
    }

    private byte[] firstLine() throws IOException {
      boolean waits = available() == 0;
      byte[] octets = line();
      if (waits) {
        LockSupport.parkNanos(roundTrip.toNanos());
      }
      return octets;
    }

    private byte[] line() throws IOException {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0) {
          throw new EOFException();
        }
        read.write(octet);
      }
      byte[] octets = read.toByteArray();
      int end = octets.length - 1;
      if (end < 0 || octets[end] != '\r') {
        violations.add("bare LF");
        return octets;
      }
      byte[] content = Arrays.copyOf(octets, end);
      if (new String(content, StandardCharsets.ISO_8859_1).indexOf('\r') >= 0) {
        violations.add("bare CR");
      }
      return content;
    }

    private boolean isDot(byte[] text) {
      return text.length == 1 && text[0] == '.';
    }

    private void useStreams() throws IOException {
      in = new BufferedInputStream(connection.getInputStream(), 64 * 1024);
      out = connection.getOutputStream();
    }
  }
}
