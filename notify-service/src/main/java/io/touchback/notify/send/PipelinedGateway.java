package io.touchback.notify.send;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Our own SMTP client: composes in the caller's thread and talks on one event loop over a few
 * kept-alive, pipelining connections.
 *
 * <p>The stages complete on the event loop: what depends on them must not block it.
 */
final class PipelinedGateway implements MailGateway, AutoCloseable {
  /** For mails under way when the service stops; with the rest it has to be gone within 10 s. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final NioEventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("smtp", true));
  private final MimeComposer composer;
  private final Optional<MailAddress> bounces;
  private final SmtpPool pool;

  PipelinedGateway(MailerSettings settings, SendSettings.Limits limits) {
    composer = new MimeComposer(settings.signature());
    bounces = settings.bounces();
    pool = new SmtpPool(settings.server(), limits, settings.bounds(), group.next());
  }

  @Override
  public CompletionStage<Delivery> send(OutgoingMail mail, BooleanSupplier permitted) {
    MailTransaction transaction =
        new MailTransaction(mail, Envelope.of(mail, bounces), composer, permitted);
    Capabilities known = pool.lastSeen();
    if (known == null || transaction.compose(known)) {
      add(transaction);
    }
    return transaction.outcome();
  }

  private void add(MailTransaction transaction) {
    try {
      group.next().execute(() -> pool.add(transaction));
    } catch (RejectedExecutionException e) {
      transaction.became(new Delivery.NotSent("Shutting down"));
    }
  }

  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    CompletableFuture<Void> finished =
        CompletableFuture.supplyAsync(pool::finish, group.next()).thenCompose(emptied -> emptied);
    try {
      finished.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      group.next().execute(pool::abandon);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
