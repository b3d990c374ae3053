package io.touchback.notify.send;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail address and the name shown with it.
 *
 * @param name as it was given, any text; null = none
 * @param address a bare addr-spec: {@code zoe@example.com}, nothing around it
 */
public record MailAddress(@Nullable String name, String address) {
  /**
   * Dot-atom of RFC 5322 with RFC 6531's letters beyond ASCII; no quoting, comment or route. The
   * dots may stand anywhere: Japanese carriers gave out such addresses.
   */
  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\\-[^\\p{ASCII}\\p{C}\\p{Z}]]+");

  private static final Pattern ODD_DOTS = Pattern.compile("^\\.|\\.\\.|\\.$");

  /** Java's IDNA 2003 makes other letters of them, and so another's domain. */
  private static final Pattern OTHERS_DOMAIN = Pattern.compile("[\u00DF\u1E9E\u03C2\u200C\u200D]");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;

  public MailAddress {
    if (!isBare(address)) {
      throw new IllegalArgumentException("Not a bare mail address");
    }
  }

  /** Can mail be addressed to this text as it stands? Lengths as in RFC 5321, 4.5.3.1. */
  public static boolean isBare(String text) {
    int at = text.lastIndexOf('@');
    return at > 0
        && octets(text) <= LONGEST
        && octets(text.substring(0, at)) <= LONGEST_LOCAL
        && LOCAL.matcher(text.substring(0, at)).matches()
        && isDomain(text.substring(at + 1));
  }

  public String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** As envelope and header carry it: the domain in ASCII (RFC 5890), odd dots between quotes. */
  String onTheWire() {
    String local = address.substring(0, address.lastIndexOf('@'));
    boolean odd = ODD_DOTS.matcher(local).find();
    return (odd ? '"' + local + '"' : local) + '@' + IDN.toASCII(domain());
  }

  /** Can only a server with SMTPUTF8 (RFC 6531) take it? */
  boolean needsSmtpUtf8() {
    return onTheWire().chars().anyMatch(c -> c >= 0x80);
  }

  private static boolean isDomain(String domain) {
    try {
      return !OTHERS_DOMAIN.matcher(domain).find() && DOMAIN.matcher(IDN.toASCII(domain)).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
