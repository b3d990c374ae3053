package io.touchback.notify.send;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;

/** A mail as a strict reader understands it. */
record ReadMail(Message message) {

  static ReadMail of(byte[] octets) {
    try {
      return new ReadMail(
          new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(octets)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReadMail of(ScriptedSmtpServer.Mail mail) {
    return of(mail.octets());
  }

  /** Each name once per field. */
  List<String> fieldNames() {
    return message.getHeader().getFields().stream().map(Field::getName).sorted().toList();
  }

  Set<String> fieldNamesOnce() {
    return new TreeSet<>(fieldNames());
  }

  String field(String name) {
    return DecoderUtil.decodeEncodedWords(
        message.getHeader().getField(name).getBody(), DecodeMonitor.STRICT);
  }

  List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    for (Entity part : ((Multipart) message.getBody()).getBodyParts()) {
      TextBody body = (TextBody) part.getBody();
      try {
        bodies.add(new String(body.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bodies;
  }

  String text() {
    return bodies().get(0);
  }

  String html() {
    return bodies().get(1);
  }
}
