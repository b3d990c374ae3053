package io.touchback.bench.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailSinkTest {
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final MailSink sink =
      new MailSink((subject, recipient, nanos) -> arrived.add(subject + " to " + recipient));
  private Socket socket;
  private BufferedReader answers;

  @BeforeEach
  void connect() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    assertTrue(answers.readLine().startsWith("220"));
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    sink.close();
  }

  @Test
  void takesMailsThatArePipelined() throws IOException {
    say(envelope("a@x") + mail("One") + envelope("b@x") + mail("Two"));
    expect("250", "250", "354", "250", "250", "250", "354", "250");
    assertEquals(List.of("One to a@x", "Two to b@x"), arrived);
  }

  @Test
  void aLineThatBeginsWithADotIsNoEnd() throws IOException {
    say(envelope("a@x") + "X: y\r\nSubject: One\r\n\r\n..\r\n.. more\r\nand.\r\n.\r\n");
    expect("250", "250", "354", "250");
    assertEquals(List.of("One to a@x"), arrived);
  }

  @Test
  void findsTheEndHoweverItIsCut() throws IOException, InterruptedException {
    for (var octet : (envelope("a@x") + mail("One")).split("")) {
      say(octet);
    }
    expect("250", "250", "354", "250");
    assertEquals(List.of("One to a@x"), arrived);
  }

  @Test
  void putsAMailOffOnce() throws IOException {
    sink.behave(Behaviour.puttingOff(100));
    say(envelope("a@x") + mail("One") + envelope("a@x") + mail("One"));
    expect("250", "250", "354", "451", "250", "250", "354", "250");
    assertEquals(1, arrived.size());
  }

  @Test
  void isAsFarAwayAsItIsTold() throws IOException {
    sink.behave(Behaviour.away(Duration.ofMillis(50)));
    long asked = System.nanoTime();
    say("NOOP\r\n");
    expect("250");
    assertTrue(System.nanoTime() - asked >= Duration.ofMillis(50).toNanos());
  }

  @Test
  void takesNoMoreASecondThanItIsTold() throws IOException {
    sink.behave(Behaviour.slow(20));
    long asked = System.nanoTime();
    say(envelope("a@x") + mail("One") + envelope("b@x") + mail("Two"));
    expect("250", "250", "354", "250", "250", "250", "354", "250");
    assertTrue(System.nanoTime() - asked >= Duration.ofMillis(50).toNanos());
  }

  private static String envelope(String to) {
    return "MAIL FROM:<s@x> BODY=8BITMIME\r\nRCPT TO:<" + to + ">\r\nDATA\r\n";
  }

  private static String mail(String subject) {
    return "From: s@x\r\nSubject: " + subject + "\r\n\r\nHello\r\n.\r\n";
  }

  private void say(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private void expect(String... codes) throws IOException {
    for (var code : codes) {
      assertEquals(code, answers.readLine().substring(0, 3));
    }
  }
}
