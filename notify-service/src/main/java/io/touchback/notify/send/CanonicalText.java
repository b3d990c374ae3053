package io.touchback.notify.send;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as it goes into a mail: UTF-8, every line ended by CRLF, no half characters. */
final class CanonicalText {
  private CanonicalText() {}

  static byte[] of(String text) {
    return withLineEnds(whole(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return withoutHalves(text);
      }
    }
    return text;
  }

  private static String withoutHalves(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** On octets: neither CR nor LF is a part of another character. */
  private static byte[] withLineEnds(byte[] octets) {
    byte[] out = new byte[octets.length + breaks(octets)];
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '\n' || octets[i] == '\r') {
        out[length++] = '\r';
        out[length++] = '\n';
        i += isCrLf(octets, i) ? 1 : 0;
      } else {
        out[length++] = octets[i];
      }
    }
    return Arrays.copyOf(out, length);
  }

  private static int breaks(byte[] octets) {
    int breaks = 0;
    for (byte octet : octets) {
      breaks += octet == '\n' || octet == '\r' ? 1 : 0;
    }
    return breaks;
  }

  private static boolean isCrLf(byte[] octets, int at) {
    return octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n';
  }
}
