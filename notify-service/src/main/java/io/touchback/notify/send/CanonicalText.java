package io.touchback.notify.send;

import java.nio.charset.StandardCharsets;

/** Text as it goes into a mail: UTF-8, every line ended by CRLF, no half characters. */
final class CanonicalText {
  private CanonicalText() {}

  static byte[] of(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 32);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        out.append("\r\n");
        i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append('\uFFFD');
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
