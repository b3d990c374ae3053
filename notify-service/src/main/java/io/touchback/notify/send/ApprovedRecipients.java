package io.touchback.notify.send;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Keeps a test installation's mails from real customers: {@code
 * quarkus.mailer.approved-recipients}.
 *
 * @param patterns of whole addresses
 */
record ApprovedRecipients(List<Pattern> patterns, MailGateway gateway) implements MailGateway {

  @Override
  public CompletionStage<Delivery> send(OutgoingMail mail, BooleanSupplier permitted) {
    String to = mail.to().address();
    if (patterns.stream().anyMatch(pattern -> pattern.matcher(to).matches())) {
      return gateway.send(mail, permitted);
    }
    return CompletableFuture.completedStage(
        Delivery.Refused.unasked(554, null, "554 Not among quarkus.mailer.approved-recipients"));
  }
}
