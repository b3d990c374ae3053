package io.touchback.orders.tracking;

import java.net.IDN;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Web addresses that come from outside: http or https to a real host, or none at all. */
final class OutsideLink {
  private static final int LONGEST = 2_000;

  /** RFC 3986, appendix B, with scheme and host required. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(https?)://([^/?#:@\\[\\]]+)(?::([0-9]{1,5}))?([/?#].*)?", Pattern.CASE_INSENSITIVE);

  /** What no sane address has: controls, invisible signs, and what browsers take for a slash. */
  private static final Pattern INSANE = Pattern.compile("[\\p{C}\\u2028\\u2029\\\\]");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63})");

  private OutsideLink() {}

  /** The address in ASCII, with everything escaped that has to be; null if it is not sane. */
  static @Nullable String of(@Nullable String raw) {
    if (raw == null || raw.length() > LONGEST) {
      return null;
    }
    String address = raw.strip();
    Matcher parts = PARTS.matcher(address);
    if (INSANE.matcher(address).find() || !parts.matches()) {
      return null;
    }
    String host = host(parts.group(2));
    String rest = escaped(parts.group(4) == null ? "" : parts.group(4));
    if (host == null || rest == null || !isPort(parts.group(3))) {
      return null;
    }
    String port = parts.group(3) == null ? "" : ":" + parts.group(3);
    return parts.group(1).toLowerCase(Locale.ROOT) + "://" + host + port + rest;
  }

  /**
   * Of an address as {@link #of} makes it; {@code java.net.URI} refuses some that browsers take.
   */
  static String hostOf(String link) {
    Matcher parts = PARTS.matcher(link);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not an address that came through here");
    }
    return parts.group(2);
  }

  private static boolean isPort(@Nullable String port) {
    return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= 65_535);
  }

  private static @Nullable String host(String name) {
    try {
      String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return HOST.matcher(ascii).matches() ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String escaped(String rest) {
    StringBuilder out = new StringBuilder(rest.length());
    try {
      var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(rest));
      while (bytes.hasRemaining()) {
        int b = bytes.get() & 0xff;
        if (isPlain((char) b)) {
          out.append((char) b);
        } else {
          out.append('%').append(String.format(Locale.ROOT, "%02X", b));
        }
      }
    } catch (CharacterCodingException e) {
      return null;
    }
    return STRAY_PERCENT.matcher(out).replaceAll("%25");
  }

  /** Unreserved, reserved or already escaped (RFC 3986). */
  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~:/?#[]@!$&'()*+,;=%".indexOf(c) >= 0;
  }
}
