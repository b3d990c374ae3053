package io.touchback.notify.send;

import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One mail on its way: what is to be said about it, how far it has come, what became of it. */
final class MailTransaction {
  private static final Logger LOG = Logger.getLogger(MailTransaction.class);

  private final OutgoingMail mail;
  private final Envelope envelope;
  private final MimeComposer composer;
  private final BooleanSupplier permitted;
  private final CompletableFuture<Delivery> outcome = new CompletableFuture<>();
  private @Nullable ComposedMail composed;

  /** Has the final dot left this machine? */
  boolean dotLeft;

  /**
   * May another connection take it? While nothing was answered about it, on one that had worked.
   */
  boolean retractable;

  /** Was it taken back once? */
  boolean takenBack;

  MailTransaction(
      OutgoingMail mail, Envelope envelope, MimeComposer composer, BooleanSupplier permitted) {
    this.mail = mail;
    this.envelope = envelope;
    this.composer = composer;
    this.permitted = permitted;
  }

  CompletableFuture<Delivery> outcome() {
    return outcome;
  }

  /** The first word counts: what comes later only follows from it. */
  void became(Delivery delivery) {
    outcome.complete(delivery);
  }

  boolean decided() {
    return outcome.isDone();
  }

  /** Whether it may still go out. */
  boolean isPermitted() {
    return permitted.getAsBoolean();
  }

  /** Whether it may be offered to a server; if not, that is decided. */
  boolean mayBegin() {
    if (!isPermitted()) {
      became(new Delivery.NotPermitted());
      return false;
    }
    return true;
  }

  /** As such a server can take it; false = nobody can, and that is decided. */
  boolean compose(Capabilities capabilities) {
    try {
      message(capabilities);
      return true;
    } catch (IllegalArgumentException e) {
      became(Delivery.Refused.unasked(554, "5.6.0", "554 5.6.0 " + e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      LOG.errorf(e, "A mail cannot be composed; it is tried again");
      became(new Delivery.NotSent("cannot be composed: " + e.getClass().getSimpleName()));
      return false;
    }
  }

  /** Why this server would not take it, said without asking; null = it may. */
  Delivery.@Nullable Refused objection(Capabilities capabilities) {
    if (envelope.smtpUtf8() && !capabilities.smtpUtf8()) {
      return new Delivery.Refused(
          553, "5.6.7", "553 5.6.7 The mail server takes no address with letters beyond ASCII");
    }
    if (message(capabilities).octets().length > capabilities.largest()) {
      return new Delivery.Refused(
          552, "5.3.4", "552 5.3.4 Larger than the mail server takes (its SIZE)");
    }
    return null;
  }

  SmtpRequest mailFrom(Capabilities capabilities) {
    ComposedMail message = message(capabilities);
    List<CharSequence> parameters = new ArrayList<>();
    parameters.add(path("FROM:", envelope.from()));
    if (message.eightBit()) {
      parameters.add("BODY=8BITMIME");
    }
    if (envelope.smtpUtf8()) {
      parameters.add("SMTPUTF8");
    }
    if (capabilities.sized()) {
      parameters.add("SIZE=" + message.octets().length);
    }
    return new DefaultSmtpRequest(SmtpCommand.MAIL, parameters.toArray(CharSequence[]::new));
  }

  SmtpRequest rcptTo() {
    return new DefaultSmtpRequest(SmtpCommand.RCPT, path("TO:", envelope.to()));
  }

  byte[] octets(Capabilities capabilities) {
    return message(capabilities).octets();
  }

  private ComposedMail message(Capabilities capabilities) {
    ComposedMail message = composed;
    if (message == null || message.forEightBit() != capabilities.eightBit()) {
      message = composer.compose(mail, capabilities.eightBit());
      composed = message;
    }
    return message;
  }

  /** Octets, because the codec writes characters beyond ASCII as question marks. */
  private static CharSequence path(String keyword, String address) {
    String path = keyword + '<' + address + '>';
    return new AsciiString(path.getBytes(StandardCharsets.UTF_8), false);
  }
}
