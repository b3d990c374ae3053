package io.touchback.notify.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.field.Fields;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.message.BodyPart;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.message.HeaderImpl;
import org.apache.james.mime4j.message.MessageImpl;
import org.apache.james.mime4j.message.MultipartImpl;
import org.apache.james.mime4j.stream.NameValuePair;
import org.jspecify.annotations.Nullable;

/** Writes a mail as multipart/alternative of text and HTML, octet for octet the same each time. */
final class MimeComposer implements MailComposer {
  private static final BasicBodyFactory BODIES = new BasicBodyFactory(StandardCharsets.UTF_8);

  private final @Nullable DkimSignature signature;

  MimeComposer(@Nullable DkimSignature signature) {
    this.signature = signature;
  }

  @Override
  public byte[] compose(OutgoingMail mail) {
    return compose(mail, false).octets();
  }

  /**
   * A signed mail stays in seven bits: no relay on its way may have to re-code it (RFC 6376, 5.3).
   */
  ComposedMail compose(OutgoingMail mail, boolean eightBitOffered) {
    CanonicalText text = CanonicalText.of(mail.text());
    CanonicalText html = CanonicalText.of(mail.html());
    boolean recode = !eightBitOffered || signature != null;
    TransferEncoding ofText = TransferEncoding.of(text, recode);
    TransferEncoding ofHtml = TransferEncoding.of(html, recode);
    String boundary = boundary(mail);
    byte[] body = multipart(boundary, part("plain", text, ofText), part("html", html, ofHtml));
    Map<String, String> fields = MailHeader.of(mail);
    fields.put("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + '"');
    boolean eightBit = ofText == TransferEncoding.EIGHT_BIT || ofHtml == TransferEncoding.EIGHT_BIT;
    if (eightBit) {
      // What a part is, its multipart has to be (RFC 2045, 6.4); 7bit goes without saying.
      fields.put("Content-Transfer-Encoding", TransferEncoding.EIGHT_BIT.word());
    }
    byte[] header = header(fields, signature == null ? "" : signature.of(fields, body));
    return new ComposedMail(joined(header, body), eightBitOffered, eightBit || isEightBit(header));
  }

  /** From the Message-ID, so that it is the same over all tries; no line of the mail can be it. */
  private static String boundary(OutgoingMail mail) {
    String boundary;
    int n = 0;
    do {
      String seed = mail.messageId() + n++;
      boundary = "=_" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    } while (mail.text().contains(boundary) || mail.html().contains(boundary));
    return boundary;
  }

  private static BodyPart part(String subtype, CanonicalText text, TransferEncoding encoding) {
    Header header = new HeaderImpl();
    header.addField(Fields.contentType("text/" + subtype, new NameValuePair("charset", "utf-8")));
    header.addField(Fields.contentTransferEncoding(encoding.word()));
    BodyPart part = new BodyPart();
    part.setHeader(header);
    part.setBody(BODIES.textBody(text.octets(), StandardCharsets.UTF_8));
    return part;
  }

  private static byte[] multipart(String boundary, BodyPart... parts) {
    MultipartImpl multipart = new MultipartImpl("alternative");
    for (BodyPart part : parts) {
      multipart.addBodyPart(part);
    }
    MessageImpl message = new MessageImpl();
    message.setHeader(new HeaderImpl());
    message
        .getHeader()
        .addField(
            Fields.contentType("multipart/alternative", new NameValuePair("boundary", boundary)));
    message.setBody(multipart);
    ByteArrayOutputStream out = new ByteArrayOutputStream(24 * 1024);
    try {
      new DefaultMessageWriter().writeBody(multipart, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] header(Map<String, String> fields, String signature) {
    StringBuilder out = new StringBuilder(1024).append(signature);
    fields.forEach((name, value) -> out.append(name).append(": ").append(value).append("\r\n"));
    return out.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] header, byte[] body) {
    byte[] octets = Arrays.copyOf(header, header.length + body.length);
    System.arraycopy(body, 0, octets, header.length, body.length);
    return octets;
  }

  private static boolean isEightBit(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return true;
      }
    }
    return false;
  }
}
