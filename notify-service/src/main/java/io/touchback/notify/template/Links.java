package io.touchback.notify.template;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Links that may stand in a mail: absolute, http or https, without credentials. */
final class Links {
  private static final int LONGEST = 2_000;

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

  private static @Nullable URI parse(@Nullable String link) {
    if (link == null || link.length() > LONGEST) {
      return null;
    }
    try {
      var uri = new URI(link.strip());
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      var web = scheme.equals("http") || scheme.equals("https");
      return web && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
