package io.touchback.notify.send;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.touchback.notify.send.SmtpServer.Address;
import io.touchback.notify.send.SmtpServer.Encryption;
import io.touchback.notify.send.SmtpServer.StartTls;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What {@code quarkus.mailer.*} says, for the pipelined gateway; it means the same in both. */
@SuppressWarnings(
    "deprecation") // Quarkus wants tls-configuration-name, and still reads the older names.
record MailerSettings(
    SmtpServer server,
    SmtpPool.Bounds bounds,
    Optional<MailAddress> bounces,
    @Nullable DkimSignature signature) {
  private static final int SMTP = 25;
  private static final Duration EVER = Duration.ofDays(365);

  /**
   * @throws IllegalArgumentException if something is asked for that only the other gateway does
   */
  static MailerSettings of(MailerRuntimeConfig config, TlsConfigurationRegistry tls) {
    refuseWhatOnlyMailerDoes(config);
    SmtpServer server =
        new SmtpServer(
            new Address(config.host(), config.port().orElse(SMTP)),
            config.ownHostName().orElse(null),
            encryption(config, tls),
            login(config),
            config.pipelining());
    return new MailerSettings(
        server, bounds(config), bounces(config), DkimSettings.signature(config.dkim()));
  }

  /**
   * Both gateways send.
   *
   * @throws IllegalArgumentException if mails are asked to stay here
   */
  static void refuseMock(MailerRuntimeConfig config) {
    if (config.mock().orElse(false)) {
      throw new IllegalArgumentException(
          "quarkus.mailer.mock is not known here, mails would go out: set quarkus.mailer.host and"
              + " port to a mailbox for tests (deploy/up brings one), or say who may get mail by"
              + " quarkus.mailer.approved-recipients");
    }
  }

  static Optional<MailAddress> bounces(MailerRuntimeConfig config) {
    return config.bounceAddress().map(address -> new MailAddress(null, address));
  }

  private static void refuseWhatOnlyMailerDoes(MailerRuntimeConfig config) {
    refuse(config.truststore().isConfigured(), "truststore: use tls-configuration-name");
    refuse(config.keyStore().isPresent(), "key-store: use tls-configuration-name");
    refuse(config.disableEsmtp(), "disable-esmtp");
    refuse(config.ntlm().domain().isPresent() || config.ntlm().workstation().isPresent(), "ntlm");
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw new IllegalArgumentException(
          "touchback.mail.gateway=pipelined does not know quarkus.mailer." + what);
    }
  }

  private static SmtpLogin login(MailerRuntimeConfig config) {
    return new SmtpLogin(
        SmtpLogin.Mode.valueOf(config.login().toUpperCase(Locale.ROOT)),
        config.username().orElse(null),
        config.password().orElse(null),
        config
            .authMethods()
            .map(m -> Set.of(m.strip().toUpperCase(Locale.ROOT).split("\\s+")))
            .orElse(Set.of()));
  }

  private static SmtpPool.Bounds bounds(MailerRuntimeConfig config) {
    Duration keepAlive = config.keepAliveTimeout();
    long told = config.maxMailsPerConnection().orElse(-1);
    long mails = told > 0 ? told : Long.MAX_VALUE;
    return new SmtpPool.Bounds(
        config.maxPoolSize(),
        keepAlive.isZero() ? EVER : keepAlive,
        config.keepAlive() ? mails : 1);
  }

  /** The same rules as {@code io.quarkus.mailer.runtime.Mailers}. */
  private static Encryption encryption(MailerRuntimeConfig config, TlsConfigurationRegistry tls) {
    StartTls startTls = StartTls.valueOf(config.startTLS().toUpperCase(Locale.ROOT));
    try {
      if (config.tlsConfigurationName().isPresent()) {
        TlsConfiguration named = named(config.tlsConfigurationName().get(), tls);
        boolean checksName =
            !named.isTrustAll()
                && !"NONE".equals(named.getHostnameVerificationAlgorithm().orElse("HTTPS"));
        return new Encryption(
            config.tls().orElse(true), startTls, named.createSSLContext(), checksName);
      }
      boolean trustAll =
          config
              .trustAll()
              .orElse(tls.getDefault().map(TlsConfiguration::isTrustAll).orElse(false));
      boolean implicit = config.ssl() || config.tls().orElse(trustAll);
      return new Encryption(implicit, startTls, context(trustAll), !trustAll);
    } catch (Exception e) {
      throw new IllegalArgumentException("Cannot set up TLS for the mail server", e);
    }
  }

  private static TlsConfiguration named(String name, TlsConfigurationRegistry tls) {
    return tls.get(name)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no TLS configuration named " + name));
  }

  private static SSLContext context(boolean trustAll) throws GeneralSecurityException {
    if (!trustAll) {
      return SSLContext.getDefault();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return context;
  }
}
