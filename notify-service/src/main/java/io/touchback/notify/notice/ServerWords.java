package io.touchback.notify.notice;

import java.util.regex.Pattern;

/** A server's answer as it may be kept and published: short, one line, nobody's address in it. */
final class ServerWords {
  private static final int LONGEST = 300;
  private static final int LOOKED_AT = 1_000;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]*@[^\\s<>]*");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private ServerWords() {}

  static String plain(String answer) {
    var line = CONTROL.matcher(clipped(answer, LOOKED_AT)).replaceAll(" ").strip();
    // Before it is cut: half an address is not known for one.
    return clipped(ADDRESS.matcher(line).replaceAll("…"), LONGEST);
  }

  private static String clipped(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
