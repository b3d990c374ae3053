package io.touchback.notify.send;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One answer of an SMTP server (RFC 5321, 4.2), all lines of it.
 *
 * @param lines without the code and without line ends
 */
record Reply(int code, List<String> lines) {
  private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(\\s|$)");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Z}]+");
  private static final int LONGEST_SHOWN = 500;

  /** RFC 4954 and 3207: authentication or TLS is wanted, too weak, refused. */
  private static final Set<Integer> OUR_LOGIN = Set.of(530, 534, 535, 538);

  boolean positive() {
    return code / 100 == 2;
  }

  boolean leaving() {
    return code == 421;
  }

  /** The enhanced status code (RFC 3463), as {@code 5.1.1}, or null. */
  @Nullable String enhanced() {
    Matcher matcher = ENHANCED.matcher(lines.isEmpty() ? "" : lines.get(0));
    return matcher.lookingAt() ? matcher.group(1) : null;
  }

  /** The code and the text on one line. */
  String text() {
    String text = UNSEEN.matcher(code + " " + String.join(" ", lines)).replaceAll(" ").strip();
    return text.substring(0, Math.min(text.length(), LONGEST_SHOWN));
  }

  /** What it means as the answer that decides about one mail, and not 2xx. */
  Delivery refusal() {
    if (leaving() || OUR_LOGIN.contains(code)) {
      return new Delivery.SenderTrouble(text());
    }
    return switch (code / 100) {
      case 4 -> new Delivery.Deferred(code, text());
      case 5 -> new Delivery.Refused(code, enhanced(), text());
      default -> new Delivery.NotSent("Out of turn: " + text());
    };
  }
}
