package io.touchback.notify.send;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Hands one mail to the shop's SMTP server and says what became of it.
 *
 * <p>May be called by any thread and returns at once; the caller bounds how many mails are under
 * way. The stage always completes normally, within the limits of RFC 5321 (10 minutes after the
 * final dot): trouble is a {@link Delivery}, not an exception. Nothing is tried again in here.
 */
public interface MailGateway {
  /**
   * @param permitted asked again, by any thread, as late as possible: a mail that has waited and is
   *     not permitted any more is not sent
   */
  CompletionStage<Delivery> send(OutgoingMail mail, BooleanSupplier permitted);
}
