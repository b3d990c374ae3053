package io.touchback.notify.template;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links that may stand in a mail: absolute, http or https, without credentials. */
final class Links {
  private static final int LONGEST = 2_000;
  private static final Pattern HOST = Pattern.compile("[A-Za-z]+://[^/?#]*");

  /** A second fragment, and a percent sign that escapes nothing, among them. */
  private static final Pattern TO_ESCAPE =
      Pattern.compile("[\\[\\]^|{}`]|#(?<=#[^#]{0,2000}#)|%(?![0-9A-Fa-f]{2})");

  private Links() {}

  /** The link as it came if it is one that may be opened, else null. */
  static @Nullable String web(@Nullable String link) {
    var uri = parse(link);
    return uri == null ? null : uri.toString();
  }

  /** The host's name as people know it, without {@code www.}. */
  static @Nullable String host(@Nullable String link) {
    var uri = parse(link);
    return uri == null ? null : uri.getHost().replaceFirst("^www\\.", "");
  }

  /** Behind the host, what browsers take and {@code java.net.URI} does not. */
  private static String escaped(String link) {
    var host = HOST.matcher(link);
    if (!host.lookingAt()) {
      return link;
    }
    var rest = TO_ESCAPE.matcher(link.substring(host.end()));
    return host.group() + rest.replaceAll(sign -> "%%%02X".formatted((int) sign.group().charAt(0)));
  }

  private static @Nullable URI parse(@Nullable String link) {
    if (link == null || link.length() > LONGEST) {
      return null;
    }
    try {
      var uri = new URI(escaped(link.strip()));
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      var web = scheme.equals("http") || scheme.equals("https");
      return web && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
