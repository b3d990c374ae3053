package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many mails at once; the speed is printed, never asserted: the bench measures it. */
class ThroughputTest {
  private static final int MAILS = 2_000;
  private static final int CONNECTIONS = 4;
  private static final String LINE = "<tr><td>Glass beads, 12 mm × 3, sea green</td></tr>\n";

  private final MimeComposer composer = new MimeComposer(null);

  @Test
  @DisplayName("2,000 mails over 4 connections arrive once each")
  void manyMailsArriveOnceEach() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            GatewayUnderTest.pipelined(Setup.of(server).with("max-pool-size", "" + CONNECTIONS))) {
      for (int round = 1; round <= 3; round++) {
        server.mails().clear();
        long start = System.nanoTime();
        List<CompletableFuture<Delivery>> outcomes =
            IntStream.range(0, MAILS).parallel().mapToObj(i -> gateway.later(large(i))).toList();
        outcomes.forEach(o -> assertInstanceOf(Sent.class, GatewayUnderTest.result(o)));
        print("pipelined, round " + round, start, MAILS);
        assertEquals(MAILS, server.mails().size());
        assertEquals(
            MAILS, server.mails().stream().map(MailGatewayContract::messageId).distinct().count());
      }
      assertEquals(CONNECTIONS, server.sessions());
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  @DisplayName("Goal 8: far from the server, beside a client that waits for each answer")
  void farFromTheServer() throws IOException {
    int mails = 200;
    try (var server = ScriptedSmtpServer.start().farAway(Duration.ofMillis(20));
        var gateway = GatewayUnderTest.pipelined(Setup.of(server).with("max-pool-size", "1"))) {
      gateway.send(large(0));
      long start = System.nanoTime();
      IntStream.range(0, mails)
          .mapToObj(i -> gateway.later(large(i)))
          .toList()
          .forEach(o -> assertInstanceOf(Sent.class, GatewayUnderTest.result(o)));
      print("pipelined, 20 ms away, one connection", start, mails);

      start = System.nanoTime();
      for (int i = 0; i < mails / 10; i++) {
        naive(server.port(), large(i));
      }
      print("20 ms away, a new connection each, stepwise", start, mails / 10);
      assertEquals(1 + mails + mails / 10, server.mails().size());
    }
  }

  @Test
  void composing() {
    for (int round = 1; round <= 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < MAILS; i++) {
        composer.compose(large(i), round % 2 == 0);
      }
      print("composing, " + (round % 2 == 0 ? "eight bits" : "seven bits"), start, MAILS);
    }
    assertEquals(2, ReadMail.of(composer.compose(large(1))).bodies().size());
  }

  private static OutgoingMail large(int number) {
    OutgoingMail m = MailExamples.aMail(number);
    return new OutgoingMail(
        m.messageId(),
        m.from(),
        m.replyTo(),
        m.to(),
        "Shipped 📦 #" + number,
        "2 × glass beads\n".repeat(150),
        LINE.repeat(230),
        m.references(),
        m.inReplyTo(),
        m.autoSubmitted(),
        m.date());
  }

  private void naive(int port, OutgoingMail mail) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = socket.getOutputStream();
      in.readLine();
      String message = new String(composer.compose(mail), StandardCharsets.US_ASCII);
      for (String command :
          List.of(
              "HELO me",
              "MAIL FROM:<a@b.example>",
              "RCPT TO:<c@d.example>",
              "DATA",
              message + "\r\n.",
              "QUIT")) {
        out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        in.readLine();
      }
    }
  }

  private static void print(String what, long start, int mails) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s: %.0f a second%n", what, mails / seconds);
  }
}
