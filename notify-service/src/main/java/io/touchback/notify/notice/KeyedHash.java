package io.touchback.notify.notice;

import io.touchback.notify.NotifyConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Names for things that tell nobody without the key what they stand for: 160 bits, in hex. */
@Singleton
final class KeyedHash {
  private static final int BYTES = 20;
  private final SecretKeySpec key;

  KeyedHash(NotifyConfig config) {
    this.key = new SecretKeySpec(config.secretKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /**
   * @param purpose keeps hashes for different ends apart
   */
  String of(String purpose, String... parts) {
    try {
      var mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(bytes(purpose));
      for (var part : parts) {
        mac.update((byte) 0);
        mac.update(bytes(part));
      }
      return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** The same for all spellings of an address that reach one mailbox in practice. */
  @Nullable String ofAddress(@Nullable String address) {
    return address == null ? null : of("address", address.toLowerCase(Locale.ROOT));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
