package io.touchback.notify.send;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The client under Quarkus Mailer, given fields that are written and encoded already (RULES M1,
 * M2). It cannot tell at which step a connection died, and then the mail's fate is unknown; nor is
 * it asked back while it lets a mail wait for a connection.
 */
final class MailerGateway implements MailGateway {
  /** How the client's messages begin when no mail at all gets through: it has no types for them. */
  private static final List<String> TROUBLES =
      List.of(
          "got error response", "HELO failed", "AUTH ", "STARTTLS required", "login is required");

  private static final String TOO_LARGE = "message exceeds allowed size limit";

  private final Context context;
  private final MailClient client;
  private final Optional<MailAddress> bounces;
  private final Duration limit;

  /**
   * @param limit for one mail, waiting for a connection included: the client has none of its own
   */
  MailerGateway(Vertx vertx, MailClient client, Optional<MailAddress> bounces, Duration limit) {
    this.context = vertx.getOrCreateContext();
    this.client = client;
    this.bounces = bounces;
    this.limit = limit;
  }

  @Override
  public CompletionStage<Delivery> send(OutgoingMail mail, BooleanSupplier permitted) {
    Envelope envelope = Envelope.of(mail, bounces);
    if (envelope.smtpUtf8()) {
      return CompletableFuture.completedStage(
          Delivery.Refused.unasked(
              553, "5.6.7", "553 5.6.7 Quarkus Mailer takes no address with letters beyond ASCII"));
    }
    try {
      return send(message(mail, envelope), permitted)
          .completeOnTimeout(
              new Delivery.Unknown("The mail server was silent"),
              limit.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedStage(
          Delivery.Refused.unasked(554, "5.6.0", "554 5.6.0 " + e.getMessage()));
    }
  }

  /** On one event loop: between two the client loses failures, and the mail with them. */
  private CompletableFuture<Delivery> send(MailMessage message, BooleanSupplier permitted) {
    CompletableFuture<Delivery> outcome = new CompletableFuture<>();
    context.runOnContext(
        now -> {
          if (permitted.getAsBoolean()) {
            client
                .sendMail(message)
                .<Delivery>map(result -> new Delivery.Sent("250 taken"))
                .otherwise(MailerGateway::delivery)
                .onSuccess(outcome::complete);
          } else {
            outcome.complete(new Delivery.NotPermitted());
          }
        });
    return outcome;
  }

  /** The client takes the envelope from its own fields, and ours over those of the header. */
  private static MailMessage message(OutgoingMail mail, Envelope envelope) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    MailHeader.of(mail).forEach(fields::add);
    return new MailMessage()
        .setFrom(envelope.from())
        .setTo(envelope.to())
        .setHeaders(fields)
        .setText(withLineFeeds(mail.text()))
        .setHtml(withLineFeeds(mail.html()));
  }

  /** The client makes CRLF of each LF, and leaves a CR where it was. */
  private static String withLineFeeds(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static Delivery delivery(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (TROUBLES.stream().anyMatch(message::startsWith) || isOfTheConnection(failure)) {
      return new Delivery.SenderTrouble(message);
    }
    if (failure instanceof SMTPException refused) {
      return delivery(refused);
    }
    return message.equals(TOO_LARGE)
        ? new Delivery.Refused(552, "5.3.4", "552 5.3.4 " + TOO_LARGE)
        : new Delivery.Unknown(message);
  }

  private static boolean isOfTheConnection(Throwable failure) {
    return Stream.of(ConnectException.class, UnknownHostException.class, SSLException.class)
        .anyMatch(type -> type.isInstance(failure));
  }

  /** The client says 500 for what it cannot read. */
  private static Delivery delivery(SMTPException refused) {
    boolean readable = refused.getReplyMessage().startsWith("" + refused.getReplyCode());
    List<String> lines =
        refused.getReplyMessages().stream()
            .map(line -> line.substring(Math.min(4, line.length())))
            .toList();
    return readable
        ? new Reply(refused.getReplyCode(), lines).refusal()
        : new Delivery.Unknown("The mail server's answer cannot be read");
  }
}
