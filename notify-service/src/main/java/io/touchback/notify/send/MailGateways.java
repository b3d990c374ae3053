package io.touchback.notify.send;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses the gateway by {@code touchback.mail.gateway}, and closes it. */
@ApplicationScoped
class MailGateways {
  private final SendSettings settings;
  private final MailerRuntimeConfig mailer;
  private final MailClient client;
  private final Vertx vertx;
  private final TlsConfigurationRegistry tls;
  private @Nullable PipelinedGateway pipelined;

  MailGateways(
      SendSettings settings,
      MailersRuntimeConfig mailers,
      MailClient client,
      Vertx vertx,
      TlsConfigurationRegistry tls) {
    this.settings = settings;
    this.mailer = Objects.requireNonNull(mailers.mailers().get(Mailers.DEFAULT_MAILER_NAME));
    this.client = client;
    this.vertx = vertx;
    this.tls = tls;
  }

  /** At the start, so that settings it cannot keep are heard of then. */
  @Produces
  @Singleton
  @Startup
  MailGateway gateway() {
    MailerSettings.refuseMock(mailer);
    MailGateway gateway =
        switch (settings.gateway()) {
          case PIPELINED -> pipelined();
          case MAILER -> mailer();
        };
    return mailer
        .approvedRecipients()
        .<MailGateway>map(patterns -> new ApprovedRecipients(patterns, gateway))
        .orElse(gateway);
  }

  @Produces
  @Singleton
  MailComposer composer() {
    return new MimeComposer(null);
  }

  @PreDestroy
  void close() {
    if (pipelined != null) {
      pipelined.close();
    }
  }

  private MailGateway pipelined() {
    pipelined = new PipelinedGateway(MailerSettings.of(mailer, tls), settings.limits());
    return pipelined;
  }

  private MailGateway mailer() {
    Duration limit = settings.limits().body().plus(settings.limits().dot());
    return new MailerGateway(vertx, client, MailerSettings.bounces(mailer), limit);
  }
}
