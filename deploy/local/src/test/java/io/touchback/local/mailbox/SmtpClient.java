package io.touchback.local.mailbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw SMTP client that sends what it is told, right or wrong. */
final class SmtpClient implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  SmtpClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    expect("220");
  }

  static void send(int port, String from, String to, String mail) throws IOException {
    try (var client = new SmtpClient(port)) {
      client.say("EHLO test", "250");
      client.say("MAIL FROM:<" + from + "> BODY=8BITMIME SMTPUTF8", "250");
      client.say("RCPT TO:<" + to + ">", "250");
      client.say("DATA", "354");
      client.write(mail + "\r\n.\r\n");
      client.expect("250");
      client.say("QUIT", "221");
    }
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  void say(String line, String code) throws IOException {
    write(line + "\r\n");
    expect(code);
  }

  /** Reads one answer, of however many lines. */
  void expect(String code) throws IOException {
    String line;
    do {
      line = in.readLine();
      assertTrue(line != null && line.startsWith(code), "expected " + code + ", got " + line);
    } while (line.startsWith("-", 3));
  }

  boolean isClosedByServer() throws IOException {
    return in.readLine() == null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
