package io.touchback.notify.send;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Puts any text into a header so that it comes out as it went in and can be nothing but text (RFC
 * 2047; RULES M1, M2).
 */
final class HeaderText {
  /** RFC 2047, 2: a line with an encoded word has at most 76 characters. */
  private static final int LINE = 76;

  private static final String WORD_START = "=?UTF-8?B?";
  private static final String WORD_END = "?=";
  private static final int LONGEST_WORD_BYTES = 45;
  private static final String FOLD = "\r\n ";
  private static final String SPECIALS = "()<>[]:;@\\,.\"";

  private HeaderText() {}

  /**
   * The text without what could end a line or turn it around; runs of white space are one space.
   */
  static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c <= ' ' || isBreak(c)) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                  out.append(' ');
                }
              } else if (!turnsTextAround(c)) {
                out.appendCodePoint(isLoneSurrogate(c) ? 0xFFFD : c);
              }
            });
    return out.toString().strip();
  }

  /** For Subject and the like; {@code column} characters of the first line are taken already. */
  static List<String> words(String text, int column) {
    String clean = clean(text);
    return isPlain(clean) ? List.of(clean.split(" ")) : encoded(clean, column);
  }

  /** For the name before an address. */
  static List<String> phrase(String text, int column) {
    String clean = clean(text);
    if (!isPlain(clean) || column + clean.length() > LINE) {
      return encoded(clean, column);
    }
    boolean special = clean.chars().anyMatch(c -> SPECIALS.indexOf(c) >= 0);
    return List.of(special ? '"' + clean.replaceAll("([\"\\\\])", "\\\\$1") + '"' : clean);
  }

  /** The tokens with a space between them, folded where a line would grow too long. */
  static String folded(List<String> tokens, int column) {
    StringBuilder out = new StringBuilder();
    int at = column;
    for (String token : tokens) {
      if (!out.isEmpty()) {
        boolean fits = at + 1 + token.length() <= LINE;
        out.append(fits ? " " : FOLD);
        at = fits ? at + 1 : 1;
      }
      out.append(token);
      at += token.length();
    }
    return out.toString();
  }

  private static List<String> encoded(String text, int column) {
    List<String> words = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    int room = bytesThatFit(column);
    while (from < bytes.length) {
      int to = codePointBorder(bytes, Math.min(bytes.length, from + room));
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      words.add(WORD_START + Base64.getEncoder().encodeToString(piece) + WORD_END);
      from = to;
      room = bytesThatFit(1);
    }
    return words;
  }

  private static int bytesThatFit(int column) {
    int base64 = LINE - column - WORD_START.length() - WORD_END.length();
    return Math.min(LONGEST_WORD_BYTES, base64 / 4 * 3);
  }

  private static int codePointBorder(byte[] utf8, int end) {
    int border = end;
    while (border < utf8.length && (utf8[border] & 0xC0) == 0x80) {
      border--;
    }
    return border;
  }

  /** Readable as it stands: ASCII, nothing that looks encoded, no word too long to fold. */
  private static boolean isPlain(String text) {
    return !text.contains("=?")
        && text.chars().allMatch(c -> c < 0x7F)
        && Arrays.stream(text.split(" ")).allMatch(word -> word.length() < LINE - 20);
  }

  private static boolean isBreak(int c) {
    return c >= 0x7F && c <= 0x9F || c == 0x2028 || c == 0x2029;
  }

  /** Bidirectional overrides and isolates: they make one name look like another. */
  private static boolean turnsTextAround(int c) {
    return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
  }

  private static boolean isLoneSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
