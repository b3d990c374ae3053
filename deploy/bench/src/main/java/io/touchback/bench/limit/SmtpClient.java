package io.touchback.bench.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** One kept-alive connection to a mail server, with nothing around it: the least there is to do. */
final class SmtpClient implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader answers;
  private final OutputStream out;

  SmtpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    answers =
        new BufferedReader(
            new InputStreamReader(new BufferedInputStream(socket.getInputStream()), US_ASCII));
    out = socket.getOutputStream();
    expect('2');
    say("EHLO bench\r\n");
    expect('2');
  }

  /** A mail, dot-stuffed and with its final dot. */
  record Mail(String recipient, byte[] octets) {
    String envelope() {
      return mailFrom() + rcptTo() + "DATA\r\n";
    }

    String mailFrom() {
      return "MAIL FROM:<hello@beads.example> BODY=8BITMIME\r\n";
    }

    String rcptTo() {
      return "RCPT TO:<" + recipient + ">\r\n";
    }
  }

  /** The next mail's envelope goes out behind each final dot. */
  void pipelined(List<Mail> mails) throws IOException {
    for (int i = 0; i < mails.size(); i++) {
      if (i == 0) {
        say(mails.get(i).envelope());
      }
      expect('2');
      expect('2');
      expect('3');
      var last = i + 1 == mails.size();
      say(mails.get(i).octets(), last ? "" : mails.get(i + 1).envelope());
      expect('2');
    }
  }

  /** A question, an answer. */
  void stepwise(List<Mail> mails) throws IOException {
    for (var mail : mails) {
      say(mail.mailFrom());
      expect('2');
      say(mail.rcptTo());
      expect('2');
      say("DATA\r\n");
      expect('3');
      say(mail.octets(), "");
      expect('2');
    }
  }

  private void say(String line) throws IOException {
    out.write(line.getBytes(US_ASCII));
  }

  private void say(byte[] mail, String more) throws IOException {
    var next = more.getBytes(US_ASCII);
    var all = new byte[mail.length + next.length];
    System.arraycopy(mail, 0, all, 0, mail.length);
    System.arraycopy(next, 0, all, mail.length, next.length);
    out.write(all);
  }

  private void expect(char first) throws IOException {
    String line;
    do {
      line = answers.readLine();
      if (line == null || line.charAt(0) != first) {
        throw new IOException("Expected " + first + "xx, got " + line);
      }
    } while (line.charAt(3) == '-');
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
