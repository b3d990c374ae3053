package io.touchback.notify.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.messaging.Packed;
import io.touchback.notify.send.OutgoingMail;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A mail as it is kept: its fields as JSON, text and HTML as they stand, all of it packed. To write
 * the text as JSON, too, took as long as to write the mail.
 */
final class KeptMail {
  /** Nothing packed begins with it, nor JSON: so mails were kept before. */
  private static final byte IN_PARTS = 2;

  private KeptMail() {}

  static byte[] of(OutgoingMail mail) {
    var fields = EventJson.bytes(mail.saying("", ""));
    var text = mail.text().getBytes(UTF_8);
    var html = mail.html().getBytes(UTF_8);
    var parts =
        ByteBuffer.allocate(2 * Integer.BYTES + fields.length + text.length + html.length)
            .putInt(fields.length)
            .putInt(text.length)
            .put(fields)
            .put(text)
            .put(html);
    var packed = Packed.of(parts.array());
    return ByteBuffer.allocate(1 + packed.length).put(IN_PARTS).put(packed).array();
  }

  static OutgoingMail read(byte[] kept) {
    if (kept.length == 0 || kept[0] != IN_PARTS) {
      return EventJson.unpack(kept, OutgoingMail.class);
    }
    var parts = ByteBuffer.wrap(Packed.unpacked(Arrays.copyOfRange(kept, 1, kept.length)));
    var fields = new byte[parts.getInt()];
    var text = new byte[parts.getInt()];
    parts.get(fields).get(text);
    return EventJson.read(fields, OutgoingMail.class)
        .saying(new String(text, UTF_8), UTF_8.decode(parts).toString());
  }
}
