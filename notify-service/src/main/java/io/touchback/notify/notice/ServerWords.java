package io.touchback.notify.notice;

import java.util.regex.Pattern;

/** A server's answer as it may be kept and published: short, one line, nobody's address in it. */
final class ServerWords {
  private static final int LONGEST = 300;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]*@[^\\s<>]*");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private ServerWords() {}

  static String plain(String answer) {
    var clipped = answer.length() > LONGEST ? answer.substring(0, LONGEST) : answer;
    return ADDRESS.matcher(CONTROL.matcher(clipped).replaceAll(" ").strip()).replaceAll("…");
  }
}
