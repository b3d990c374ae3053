package io.touchback.orders.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.orders.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** What stands in a customer's link to an order: its id, and 128 bits that nobody can guess. */
@ApplicationScoped
public class TrackingToken {
  private static final String PURPOSE = "track";
  private static final String VERSION = "1";
  private static final int MAC_BYTES = 16;

  private final byte[] key;

  public TrackingToken(Keys keys) {
    this.key = keys.of(PURPOSE);
  }

  public String of(UUID orderId) {
    return base64(bytes(orderId)) + '.' + base64(mac(orderId));
  }

  /** The order of a token that we made; empty for any other text. */
  public Optional<UUID> read(String token) {
    return id(token)
        .filter(id -> MessageDigest.isEqual(of(id).getBytes(UTF_8), token.getBytes(UTF_8)));
  }

  private static Optional<UUID> id(String token) {
    int dot = token.indexOf('.');
    try {
      var bytes =
          ByteBuffer.wrap(Base64.getUrlDecoder().decode(token.substring(0, Math.max(dot, 0))));
      return bytes.remaining() == 16
          ? Optional.of(new UUID(bytes.getLong(), bytes.getLong()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] mac(UUID id) {
    var message = String.join("\0", PURPOSE, id.toString(), VERSION).getBytes(UTF_8);
    return Arrays.copyOf(Keys.hmac(key, message), MAC_BYTES);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
