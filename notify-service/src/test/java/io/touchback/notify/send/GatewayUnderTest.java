package io.touchback.notify.send;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A gateway set up from properties as in the service, without the service. */
record GatewayUnderTest(MailGateway gateway, Runnable closing) implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(20);

  /**
   * How to set one up.
   *
   * @param properties without {@code quarkus.mailer.}
   * @param patience with each step
   */
  record Setup(Map<String, String> properties, TlsConfigurationRegistry tls, Duration patience) {
    static Setup of(ScriptedSmtpServer server) {
      return of(server.port());
    }

    static Setup of(int port) {
      return new Setup(Map.of("host", "localhost", "port", "" + port), new NoTls(), LONG);
    }

    Setup with(String name, String value) {
      Map<String, String> more = new HashMap<>(properties);
      more.put(name, value);
      return new Setup(more, tls, patience);
    }

    Setup with(TlsConfigurationRegistry registry) {
      return new Setup(properties, registry, patience).with("tls-configuration-name", "test");
    }

    Setup patient(Duration time) {
      return new Setup(properties, tls, time);
    }

    MailersRuntimeConfig config() {
      Map<String, String> named = new HashMap<>();
      properties.forEach((name, value) -> named.put("quarkus.mailer." + name, value));
      return new SmallRyeConfigBuilder()
          .addDiscoveredConverters()
          .withMapping(MailersRuntimeConfig.class)
          .withSources(new PropertiesConfigSource(named, "test", 100))
          .build()
          .getConfigMapping(MailersRuntimeConfig.class);
    }

    MailerRuntimeConfig mailer() {
      return config().mailers().get(Mailers.DEFAULT_MAILER_NAME);
    }
  }

  static GatewayUnderTest pipelined(Setup setup) {
    PipelinedGateway gateway =
        new PipelinedGateway(
            MailerSettings.of(setup.mailer(), setup.tls()), new SameLimits(setup.patience()));
    return new GatewayUnderTest(gateway, gateway::close);
  }

  static GatewayUnderTest mailer(Setup setup) {
    Vertx vertx = Vertx.vertx();
    Mailers mailers =
        new Mailers(
            vertx,
            io.vertx.mutiny.core.Vertx.newInstance(vertx),
            setup.config(),
            LaunchMode.TEST,
            new MailerSupport(true, Set.of()),
            setup.tls(),
            null);
    MailGateway gateway =
        new MailerGateway(
            vertx,
            mailers.mailClientFromName(Mailers.DEFAULT_MAILER_NAME),
            MailerSettings.bounces(setup.mailer()),
            setup.patience());
    return new GatewayUnderTest(gateway, () -> vertx.close().toCompletionStage());
  }

  Delivery send(OutgoingMail mail) {
    return result(later(mail));
  }

  CompletableFuture<Delivery> later(OutgoingMail mail) {
    return later(mail, () -> true);
  }

  CompletableFuture<Delivery> later(OutgoingMail mail, BooleanSupplier permitted) {
    return gateway.send(mail, permitted).toCompletableFuture();
  }

  static Delivery result(CompletableFuture<Delivery> outcome) {
    try {
      return outcome.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("The gateway owes an answer", e);
    }
  }

  @Override
  public void close() {
    closing.run();
  }

  private record SameLimits(Duration each) implements SendSettings.Limits {
    @Override
    public Duration connect() {
      return each;
    }

    @Override
    public Duration greeting() {
      return each;
    }

    @Override
    public Duration reply() {
      return each;
    }

    @Override
    public Duration body() {
      return each;
    }

    @Override
    public Duration dot() {
      return each;
    }
  }

  private static final class NoTls implements TlsConfigurationRegistry {
    @Override
    public Optional<io.quarkus.tls.TlsConfiguration> get(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<io.quarkus.tls.TlsConfiguration> getDefault() {
      return Optional.empty();
    }

    @Override
    public void register(String name, io.quarkus.tls.TlsConfiguration configuration) {
      throw new UnsupportedOperationException();
    }
  }
}
