package io.touchback.orders.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.orders.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps platforms' secrets unreadable in the database: AES-256-GCM, bound to shop and platform, so
 * that a row copied to another shop opens nothing.
 */
@ApplicationScoped
class SecretSeal {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  SecretSeal(Keys keys) {
    this.key = new SecretKeySpec(keys.of("shop-secrets"), "AES");
  }

  byte[] seal(String shop, String platform, String secret) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, shop, platform).doFinal(secret.getBytes(UTF_8));
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  /**
   * @throws IllegalStateException sealed with another TOUCHBACK_SECRET_KEY, or for another shop
   */
  String open(String shop, String platform, byte[] sealed) {
    var bytes = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    var nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    var rest = new byte[bytes.remaining()];
    bytes.get(rest);
    try {
      return new String(cipher(Cipher.DECRYPT_MODE, nonce, shop, platform).doFinal(rest), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          ("The %s secrets of shop %s cannot be opened with this TOUCHBACK_SECRET_KEY: set the"
                  + " former one, or PUT the shop's secrets again")
              .formatted(platform, shop),
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String shop, String platform)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((shop + '/' + platform).getBytes(UTF_8));
    return cipher;
  }
}
