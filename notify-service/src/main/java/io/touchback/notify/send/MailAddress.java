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
  /** Dot-atom of RFC 5322 with RFC 6531's letters beyond ASCII; no quoting, comment or route. */
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[^\\p{ASCII}\\p{C}\\p{Z}]]+";

  private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
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

  /** As the envelope and the header carry it: the domain in ASCII (RFC 5890). */
  String onTheWire() {
    return address.substring(0, address.lastIndexOf('@') + 1) + IDN.toASCII(domain());
  }

  /** Can only a server with SMTPUTF8 (RFC 6531) take it? */
  boolean needsSmtpUtf8() {
    return onTheWire().chars().anyMatch(c -> c >= 0x80);
  }

  private static boolean isDomain(String domain) {
    try {
      return DOMAIN.matcher(IDN.toASCII(domain)).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
