package io.touchback.orders.webhook.woocommerce;

import io.touchback.orders.PlainText;
import io.touchback.orders.webhook.Json;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text that WordPress keeps as HTML: tags off, character references resolved (once), cleaned. */
final class WooText {
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]{0,500}>");
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));");

  /** Those WordPress itself writes; letters it keeps as UTF-8. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("hellip", "…"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("sbquo", "‚"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("bdquo", "„"),
          Map.entry("laquo", "«"),
          Map.entry("raquo", "»"),
          Map.entry("times", "×"),
          Map.entry("middot", "·"),
          Map.entry("bull", "•"),
          Map.entry("deg", "°"),
          Map.entry("reg", "®"),
          Map.entry("copy", "©"),
          Map.entry("trade", "™"),
          Map.entry("euro", "€"),
          Map.entry("pound", "£"),
          Map.entry("yen", "¥"),
          Map.entry("cent", "¢"),
          Map.entry("frac12", "½"));

  private WooText() {}

  /** The first of these fields that says anything. */
  static @Nullable String of(Json json, String... names) {
    return Stream.of(names)
        .map(name -> one(json, name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String one(Json json, String name) {
    String html = json.raw(name);
    return html == null ? json.text(name) : plain(html);
  }

  static @Nullable String plain(String html) {
    return PlainText.of(resolved(TAG.matcher(html).replaceAll("")));
  }

  private static String resolved(String html) {
    return REFERENCE.matcher(html).replaceAll(WooText::character);
  }

  private static String character(MatchResult reference) {
    String name = reference.group(3);
    if (name != null) {
      return Matcher.quoteReplacement(NAMED.getOrDefault(name, reference.group()));
    }
    int codePoint =
        reference.group(1) != null
            ? Integer.parseInt(reference.group(1))
            : Integer.parseInt(reference.group(2), 16);
    return Character.isValidCodePoint(codePoint)
        ? Matcher.quoteReplacement(Character.toString(codePoint))
        : "";
  }
}
