package io.touchback.notify.send;

import io.quarkus.mailer.runtime.DkimSignOptionsConfig;
import io.quarkus.mailer.runtime.DkimSignOptionsConfig.CanonicalizationAlgorithmOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import org.apache.james.jdkim.DKIMSigner;
import org.jspecify.annotations.Nullable;

/** Makes of {@code quarkus.mailer.dkim.*} what signs the mails. */
final class DkimSettings {
  private DkimSettings() {}

  static @Nullable DkimSignature signature(DkimSignOptionsConfig config) {
    if (!config.enabled()) {
      return null;
    }
    refuseWhatWeakensIt(config);
    List<String> fields = config.signedHeaders().orElse(DkimSignature.SIGNED_FIELDS);
    return new DkimSignature(
        required(config.sdid(), "sdid"),
        required(config.selector(), "selector"),
        fields,
        config.auid().map(auid -> "i=" + auid + "; ").orElse(""),
        key(config));
  }

  /** Time stamps would make each try another mail; a limited body lets anybody add to it. */
  private static void refuseWhatWeakensIt(DkimSignOptionsConfig config) {
    refuse(isSimple(config.headerCanonAlgo()), "header-canon-algo=SIMPLE");
    refuse(isSimple(config.bodyCanonAlgo()), "body-canon-algo=SIMPLE");
    refuse(config.bodyLimit().isPresent(), "body-limit");
    refuse(config.signatureTimestamp().orElse(false), "signature-timestamp");
    refuse(config.expireTime().isPresent(), "expire-time");
  }

  private static boolean isSimple(Optional<CanonicalizationAlgorithmOption> algorithm) {
    return algorithm.filter(CanonicalizationAlgorithmOption.SIMPLE::equals).isPresent();
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw new IllegalArgumentException(
          "touchback.mail.gateway=pipelined does not do quarkus.mailer.dkim." + what);
    }
  }

  private static String required(Optional<String> value, String name) {
    return value.orElseThrow(() -> new IllegalArgumentException("Set quarkus.mailer.dkim." + name));
  }

  private static PrivateKey key(DkimSignOptionsConfig config) {
    try {
      String pem =
          config.privateKey().isPresent()
              ? config.privateKey().get()
              : Files.readString(Path.of(required(config.privateKeyPath(), "private-key-path")));
      return DKIMSigner.getPrivateKey(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read quarkus.mailer.dkim.private-key-path", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("quarkus.mailer.dkim's key is no RSA key in PKCS#8", e);
    }
  }
}
