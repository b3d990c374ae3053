package io.touchback.orders.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.orders.PlainText;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a shop's fields may hold: nothing that could break a mail's header or a page. */
final class Valid {
  static final String TEXT = "one line of at most 200 characters";
  static final String MAIL = "a bare mail address, as hello@beads.example.com";
  static final String ANSWERED_MAIL = MAIL + ", that somebody reads: not a no-reply one";
  static final String URL = "an http or https address, as https://beads.example.com";
  static final String ZONE = "a time zone of the IANA database, as Europe/Berlin";
  static final String LOCALE = "a language tag (BCP 47), as en or de-AT";
  static final String COUNTRY = "a country of two letters (ISO 3166-1), as DE";
  static final String COLOUR = "a colour, as #0f766e";

  private static final int LONGEST_TEXT = 200;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[^\\s\\p{C}\\p{Z}@<>()\\[\\],;:\\\\\"]{1,64}"
              + "@[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?"
              + "(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)+");
  private static final Pattern NO_REPLY =
      Pattern.compile("(^|[-_.+])(no|do[-_.]?not)[-_.]?reply[^@]*@", Pattern.CASE_INSENSITIVE);
  private static final Pattern OTHERS_DOMAIN = Pattern.compile("[\\u00DF\\u1E9E\\u03C2]");
  private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Valid() {}

  static boolean text(String value) {
    return !value.isBlank()
        && value.codePointCount(0, value.length()) <= LONGEST_TEXT
        && PlainText.isOneLine(value);
  }

  static boolean mail(String value) {
    int at = value.lastIndexOf('@');
    return at > 0
        && octets(value) <= 254
        && octets(value.substring(0, at)) <= 64
        && isDomain(value.substring(at + 1))
        && ADDRESS.matcher(value).matches()
        && !value.startsWith(".")
        && !value.contains("..")
        && !value.contains(".@");
  }

  static boolean answeredMail(String value) {
    return mail(value) && !noReply(value);
  }

  /** Whether its name says that nobody reads what comes there. */
  static boolean noReply(String mail) {
    return NO_REPLY.matcher(mail).find();
  }

  /** In ASCII, too, as mail servers look it up; Java makes another's name of a few letters. */
  private static boolean isDomain(String domain) {
    try {
      return !OTHERS_DOMAIN.matcher(domain).find() && !IDN.toASCII(domain).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int octets(String text) {
    return text.getBytes(UTF_8).length;
  }

  static boolean url(String value) {
    try {
      var uri = new URI(value);
      return value.length() <= 2000
          && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static boolean zone(String value) {
    return ZoneId.getAvailableZoneIds().contains(value);
  }

  static boolean locale(String value) {
    try {
      return !new Locale.Builder().setLanguageTag(value).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  static boolean country(String value) {
    return COUNTRIES.contains(value);
  }

  static boolean colour(String value) {
    return HEX.matcher(value).matches();
  }

  static boolean secret(String value) {
    return !value.isEmpty()
        && value.length() <= 500
        && value.chars().noneMatch(Character::isISOControl);
  }
}
