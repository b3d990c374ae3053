package io.touchback.notify.send;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one place where the fields of a mail are written (RULES M1, M7): each folded, encoded, and
 * made of nothing but what belongs into it.
 */
final class MailHeader {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** RFC 5322, 3.6.4, without its obsolete forms. */
  private static final Pattern MESSAGE_ID =
      Pattern.compile("<[!-;=?A-Z^-~\\[\\]\\\\]+@[!-;=?A-Z^-~\\[\\]]+>");

  private static final int LONGEST_MESSAGE_ID = 250;

  private MailHeader() {}

  /** Field name to folded value, in the order of writing. */
  static Map<String, String> of(OutgoingMail mail) {
    Map<String, String> fields = new LinkedHashMap<>();
    putAddress(fields, "From", mail.from());
    if (mail.replyTo() != null) {
      putAddress(fields, "Reply-To", mail.replyTo());
    }
    putAddress(fields, "To", mail.to());
    int column = "Subject: ".length();
    fields.put("Subject", HeaderText.folded(HeaderText.words(mail.subject(), column), column));
    fields.put("Date", DATE.format(mail.date()));
    putMessageIds(fields, "Message-ID", List.of(mail.messageId()));
    if (mail.inReplyTo() != null) {
      putMessageIds(fields, "In-Reply-To", List.of(mail.inReplyTo()));
    }
    if (!mail.references().isEmpty()) {
      putMessageIds(fields, "References", mail.references());
    }
    fields.put("Auto-Submitted", mail.autoSubmitted().word());
    fields.put("X-Auto-Response-Suppress", "All");
    fields.put("MIME-Version", "1.0");
    return fields;
  }

  private static void putAddress(Map<String, String> fields, String name, MailAddress address) {
    int column = name.length() + 2;
    List<String> tokens = new ArrayList<>();
    if (address.name() != null) {
      tokens.addAll(HeaderText.phrase(address.name(), column));
    }
    tokens.add(tokens.isEmpty() ? address.onTheWire() : '<' + address.onTheWire() + '>');
    fields.put(name, HeaderText.folded(tokens, column));
  }

  private static void putMessageIds(Map<String, String> fields, String name, List<String> ids) {
    ids.forEach(MailHeader::requireMessageId);
    fields.put(name, HeaderText.folded(ids, name.length() + 2));
  }

  private static void requireMessageId(String id) {
    if (id.length() > LONGEST_MESSAGE_ID || !MESSAGE_ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Not a Message-ID");
    }
  }
}
