package io.touchback.local;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The webhook secrets of shops made on this machine, for {@code deploy/send}. */
final class WebhookSecrets {
  private final Path file;

  WebhookSecrets(Path data) {
    file = data.resolve("webhook-secrets.properties");
  }

  Optional<String> of(String shop, String platform) {
    return Optional.ofNullable(read().getProperty(shop + "." + platform));
  }

  void remember(String shop, String platform, String secret) {
    var all = read();
    all.setProperty(shop + "." + platform, secret);
    var text = new StringWriter();
    try {
      all.store(text, null);
      Folders.writeSecret(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private Properties read() {
    var all = new Properties();
    try {
      all.load(new StringReader(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return all;
  }
}
