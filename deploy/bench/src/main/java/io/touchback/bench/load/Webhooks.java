package io.touchback.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests as Shopify makes them, signed and ready to be sent: nothing is left to do on the way.
 */
public final class Webhooks {
  private final Ledger ledger;
  private final byte[][] starts;

  private Webhooks(Ledger ledger, byte[][] starts) {
    this.ledger = ledger;
    this.starts = starts;
  }

  /** One for each of the ledger's orders, the shops by turns. */
  public static Webhooks of(Ledger ledger, List<String> shops, String secret) {
    var signer = signer(secret);
    var placed = Clock.systemUTC().instant();
    var starts = new byte[ledger.size()][];
    for (int i = 0; i < starts.length; i++) {
      long number = ledger.first() + i;
      starts[i] = request(number, Order.start(number, placed), shops.get(i % shops.size()), signer);
    }
    return new Webhooks(ledger, starts);
  }

  public Ledger ledger() {
    return ledger;
  }

  int size() {
    return starts.length;
  }

  ByteBuf request(int order) {
    return Unpooled.wrappedBuffer(starts[order], Order.END);
  }

  private static byte[] request(long number, byte[] body, String shop, Mac signer) {
    signer.update(body);
    var signature = Base64.getEncoder().encodeToString(signer.doFinal(Order.END));
    var head =
        """
        POST /webhooks/%s/shopify HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        X-Shopify-Topic: orders/create\r
        X-Shopify-Event-Id: bench-%d\r
        X-Shopify-Hmac-Sha256: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(shop, number, signature, body.length + Order.END.length)
            .getBytes(UTF_8);
    var start = new byte[head.length + body.length];
    System.arraycopy(head, 0, start, 0, head.length);
    System.arraycopy(body, 0, start, head.length, body.length);
    return start;
  }

  private static Mac signer(String secret) {
    try {
      var signer = Mac.getInstance("HmacSHA256");
      signer.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return signer;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
