package io.touchback.notify.send;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A mail server for tests that answers as it is told, and remembers what it was given. */
@Alternative
@Priority(1)
@Singleton
public class ScriptedGateway implements MailGateway {
  public static final Delivery TAKEN = new Delivery.Sent("250 2.0.0 queued as TEST");

  private final List<OutgoingMail> given = new CopyOnWriteArrayList<>();
  private volatile Function<OutgoingMail, CompletionStage<Delivery>> script = mail -> taken();

  @Override
  public CompletionStage<Delivery> send(OutgoingMail mail, BooleanSupplier permitted) {
    given.add(mail);
    return script.apply(mail);
  }

  /** Every try, in order. */
  public List<OutgoingMail> given() {
    return List.copyOf(given);
  }

  public List<OutgoingMail> givenTo(String address) {
    return given.stream().filter(mail -> mail.to().address().equals(address)).toList();
  }

  public void answer(Function<OutgoingMail, Delivery> answer) {
    script = mail -> CompletableFuture.completedFuture(answer.apply(mail));
  }

  /** The stages are completed by the test. */
  public void answerLater(Function<OutgoingMail, CompletionStage<Delivery>> answer) {
    script = answer;
  }

  public void reset() {
    given.clear();
    script = mail -> taken();
  }

  private static CompletionStage<Delivery> taken() {
    return CompletableFuture.completedFuture(TAKEN);
  }
}
