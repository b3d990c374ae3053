package io.touchback.orders.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The signature most platforms use: base64 of HMAC-SHA256 over a request's raw bytes. */
public final class SignedBody {
  private SignedBody() {}

  /** Whether {@code signature} is that of one of these secrets, taken as UTF-8. */
  public static boolean matches(byte[] body, List<String> secrets, @Nullable String signature) {
    return signature != null
        && matches(body, secrets.stream().map(s -> s.getBytes(UTF_8)), List.of(signature));
  }

  /**
   * Whether one of the signatures is that of one of the keys; an empty key signs nothing. Compares
   * texts, not decoded bytes, as base64 decoders accept several texts for one value; and takes the
   * same time wherever they differ.
   */
  public static boolean matches(byte[] body, Stream<byte[]> keys, List<String> signatures) {
    byte[][] expected =
        keys.filter(key -> key.length > 0).map(key -> sign(body, key)).toArray(byte[][]::new);
    boolean matches = false;
    for (String signature : signatures) {
      byte[] given = signature.getBytes(UTF_8);
      for (byte[] ours : expected) {
        matches |= MessageDigest.isEqual(ours, given);
      }
    }
    return matches;
  }

  private static byte[] sign(byte[] body, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
