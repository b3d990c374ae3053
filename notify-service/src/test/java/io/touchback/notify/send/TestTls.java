package io.touchback.notify.send;

import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate made for a test, and a TLS registry that trusts it under the name {@code test}. */
final class TestTls implements TlsConfigurationRegistry {
  private static final String PASSWORD = "changeit";

  private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin", "keytool");
  private static final Map<String, TestTls> MADE = new ConcurrentHashMap<>();

  private final Path file;

  private TestTls(Path file) {
    this.file = file;
  }

  static TestTls of(String host) {
    return MADE.computeIfAbsent(host, TestTls::make);
  }

  private static TestTls make(String host) {
    try {
      Path folder = Files.createTempDirectory("tls");
      Path file = folder.resolve("key.p12");
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      Process keytool =
          new ProcessBuilder(
                  ("%s -genkeypair -alias mail -keyalg EC -dname CN=%s -ext san=dns:%s -validity 2"
                          + " -storetype PKCS12 -keystore %s -storepass %s")
                      .formatted(KEYTOOL, host, host, file, PASSWORD)
                      .split(" "))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
      return new TestTls(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  SSLContext server() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<TlsConfiguration> get(String name) {
    return name.equals("test") ? Optional.of(new Trusting()) : Optional.empty();
  }

  @Override
  public Optional<TlsConfiguration> getDefault() {
    return Optional.empty();
  }

  @Override
  public void register(String name, TlsConfiguration configuration) {
    throw new UnsupportedOperationException();
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private final class Trusting extends BaseTlsConfiguration {
    @Override
    public SSLContext createSSLContext() throws Exception {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("mail", store().getCertificate("mail"));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    }

    @Override
    public TrustOptions getTrustStoreOptions() {
      return new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
    }

    @Override
    public SSLOptions getSSLOptions() {
      return new SSLOptions();
    }
  }
}
