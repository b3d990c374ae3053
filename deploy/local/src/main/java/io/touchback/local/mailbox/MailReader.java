package io.touchback.local.mailbox;

import io.touchback.local.mailbox.Mail.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/** Takes a mail apart; one that is broken or hostile comes out with what could be read of it. */
final class MailReader {
  private static final MimeConfig LENIENT =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(-1)
          .setMaxHeaderCount(-1)
          .setMaxContentLen(-1)
          .build();

  private MailReader() {}

  static Mail read(long id, StoredMail stored) {
    var parts = parse(new ByteArrayInputStream(stored.raw()), new Parts());
    return new Mail(
        id,
        stored.receivedAt(),
        stored.envelope(),
        List.copyOf(parts.headers),
        parts.text,
        parts.html,
        stored.raw());
  }

  private static Parts parse(InputStream raw, Parts parts) {
    var parser = new MimeStreamParser(LENIENT);
    parser.setContentDecoding(true);
    parser.setContentHandler(parts);
    try {
      parser.parse(raw);
    } catch (MimeException | IOException | RuntimeException | StackOverflowError e) {
      // What was read until here is shown; the source is there for the rest.
    }
    return parts;
  }

  /** Collects the outermost headers and the first part of each readable type. */
  private static final class Parts extends AbstractContentHandler {
    final List<Header> headers = new ArrayList<>();
    @Nullable String text;
    @Nullable String html;
    private boolean outermost = true;
    private boolean attached;

    /** How deep we are in mails that came with a mail. */
    private int mails;

    @Override
    public void startMessage() {
      mails++;
    }

    @Override
    public void endMessage() {
      mails--;
    }

    @Override
    public void startHeader() {
      attached = false;
    }

    @Override
    public void field(Field field) {
      if (outermost) {
        headers.add(new Header(field.getName(), decoded(field)));
      }
      if (field.getName().equalsIgnoreCase("Content-Disposition")) {
        attached = field.getBody().strip().toLowerCase(Locale.ROOT).startsWith("attach");
      }
    }

    @Override
    public void endHeader() {
      outermost = false;
    }

    @Override
    public void body(BodyDescriptor descriptor, InputStream content) throws IOException {
      if (attached || mails > 1) {
        return;
      }
      var type = descriptor.getMimeType();
      if (type.equals("text/plain") && text == null) {
        text = new String(content.readAllBytes(), charset(descriptor));
      } else if (type.equals("text/html") && html == null) {
        html = new String(content.readAllBytes(), charset(descriptor));
      }
    }

    private static Charset charset(BodyDescriptor descriptor) {
      try {
        var named = Charset.forName(descriptor.getCharset());
        // UTF-8 reads ASCII too, and what calls itself ASCII is often UTF-8.
        return named.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : named;
      } catch (IllegalArgumentException e) {
        return StandardCharsets.UTF_8;
      }
    }

    private static String decoded(Field field) {
      var line = new String(field.getRaw().toByteArray(), StandardCharsets.UTF_8);
      var unfolded = line.substring(line.indexOf(':') + 1).replaceAll("\\r?\\n(?=[ \\t])", "");
      return DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT).strip();
    }
  }
}
