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

  /** Of each ASCII octet whether no server minds it in the midst of a line. */
  private static final boolean[] PLAIN = plain();

  /** Halves of a character become question marks. */
  static CanonicalText of(String text) {
    return withLineEnds(text.getBytes(StandardCharsets.UTF_8));
  }

  /** On octets: neither CR nor LF is a part of another character. */
  private static CanonicalText withLineEnds(byte[] octets) {
    byte[] out = new byte[2 * octets.length];
    int length = 0;
    int beyondAscii = 0;
    boolean asItStands = true;
    int at = 0;
    while (at < octets.length) {
      int line = at;
      while (at < octets.length && octets[at] != '\n' && octets[at] != '\r') {
        byte octet = octets[at++];
        if (octet < 0) {
          beyondAscii++;
        } else if (!PLAIN[octet]) {
          asItStands = false;
        }
      }
      System.arraycopy(octets, line, out, length, at - line);
      length += at - line;
      asItStands &= at - line <= LONGEST_LINE;
      if (at < octets.length) {
        at += isCrLf(octets, at) ? 2 : 1;
        out[length++] = '\r';
        out[length++] = '\n';
      }
    }
    return new CanonicalText(Arrays.copyOf(out, length), beyondAscii, asItStands);
  }

  private static boolean isCrLf(byte[] octets, int at) {
    return octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n';
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    Arrays.fill(plain, ' ', 0x7F, true);
    plain['\t'] = true;
    return plain;
  }
}
