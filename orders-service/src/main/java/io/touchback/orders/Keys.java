package io.touchback.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One key per purpose, all grown from {@code TOUCHBACK_SECRET_KEY} (HKDF, RFC 5869). */
@ApplicationScoped
public class Keys {
  private static final String HMAC = "HmacSHA256";
  private static final String DEVELOPMENT = "only for tests and development, never in production";

  private final byte[] root;

  @Inject
  Keys(OrdersConfig config) {
    this(config.secretKey().map(String::strip).orElse(DEVELOPMENT));
  }

  public Keys(String secret) {
    this.root = hmac("touchback".getBytes(UTF_8), secret.getBytes(UTF_8));
  }

  /** 32 bytes that tell nothing of the keys for other purposes. */
  public byte[] of(String purpose) {
    return hmac(root, (purpose + '\1').getBytes(UTF_8));
  }

  public static byte[] hmac(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
