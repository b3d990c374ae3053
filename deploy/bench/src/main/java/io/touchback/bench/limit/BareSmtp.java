package io.touchback.bench.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.bench.limit.SmtpClient.Mail;
import io.touchback.bench.load.Ledger;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Mails of our size to the same mail server, with nothing around them. */
public final class BareSmtp {
  private static final byte[] BODY =
      ("<tr><td class=\"line\">Glass beads, sea green, 4 mm - 40 pieces, in a bag</td></tr>\r\n")
          .repeat(200)
          .getBytes(UTF_8);

  private final int port;

  public BareSmtp(int port) {
    this.port = port;
  }

  /** Mails a second. */
  public double pipelined(Ledger ledger, int connections) {
    return run(ledger, connections, true);
  }

  /** Mails a second by a client that awaits each answer. */
  public double stepwise(Ledger ledger, int connections) {
    return run(ledger, connections, false);
  }

  private double run(Ledger ledger, int connections, boolean pipelined) {
    var mails = IntStream.range(0, ledger.size()).mapToObj(i -> mail(ledger.number(i))).toList();
    try (var clients = new Several<>(connections, () -> new SmtpClient(port));
        var crowd = new Crowd(connections)) {
      return mails.size() / crowd.seconds(member -> send(mails, clients, member, pipelined));
    }
  }

  private static void send(
      List<Mail> mails, Several<SmtpClient> clients, int member, boolean pipelined)
      throws IOException {
    var share = share(mails, member, clients.size());
    if (pipelined) {
      clients.get(member).pipelined(share);
    } else {
      clients.get(member).stepwise(share);
    }
  }

  static List<Mail> share(List<Mail> mails, int member, int members) {
    int size = mails.size();
    return mails.subList(size * member / members, size * (member + 1) / members);
  }

  private static Mail mail(long number) {
    return mail(number, BODY);
  }

  static Mail mail(long number, byte[] body) {
    var head =
        """
        From: Bead & Cord <hello@beads.example>\r
        To: <%s>\r
        Subject: We have your order #%d\r
        Content-Type: text/html; charset=utf-8\r
        \r
        """
            .formatted(Ledger.recipient(number), number)
            .getBytes(UTF_8);
    var end = "\r\n.\r\n".getBytes(UTF_8);
    var octets = new byte[head.length + body.length + end.length];
    System.arraycopy(head, 0, octets, 0, head.length);
    System.arraycopy(body, 0, octets, head.length, body.length);
    System.arraycopy(end, 0, octets, head.length + body.length, end.length);
    return new Mail(Ledger.recipient(number), octets);
  }
}
