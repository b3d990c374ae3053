package io.touchback.notify.send;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as it goes into a mail: UTF-8, every line ended by CRLF, no half characters.
 *
 * @param beyondAscii how many of its octets are
 * @param asItStands whether every server takes it so, but for what is beyond ASCII: no long lines,
 *     no control characters
 */
record CanonicalText(byte[] octets, int beyondAscii, boolean asItStands) {
  /** RFC 5321, 4.5.3.1.6, without its CRLF. */
  private static final int LONGEST_LINE = 998;

  static CanonicalText of(String text) {
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

  /**
   * On octets: neither CR nor LF is a part of another character. All in one pass: mails are long.
   */
  private static CanonicalText withLineEnds(byte[] octets) {
    byte[] out = new byte[2 * octets.length];
    int length = 0;
    int line = 0;
    int beyondAscii = 0;
    boolean asItStands = true;
    for (int i = 0; i < octets.length; i++) {
      byte octet = octets[i];
      if (octet == '\n' || octet == '\r') {
        out[length++] = '\r';
        out[length++] = '\n';
        i += isCrLf(octets, i) ? 1 : 0;
        line = 0;
      } else {
        out[length++] = octet;
        line++;
        beyondAscii += octet < 0 ? 1 : 0;
        asItStands &= line <= LONGEST_LINE && !isControl(octet);
      }
    }
    return new CanonicalText(Arrays.copyOf(out, length), beyondAscii, asItStands);
  }

  private static boolean isControl(byte octet) {
    return octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7F;
  }

  private static boolean isCrLf(byte[] octets, int at) {
    return octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n';
  }
}
