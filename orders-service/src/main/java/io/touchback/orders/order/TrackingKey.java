package io.touchback.orders.order;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How tracking numbers are compared: people and platforms space and hyphenate them at will. */
public final class TrackingKey {
  private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}]");

  private TrackingKey() {}

  public static String of(String number) {
    return SearchKeys.shortened(
        NOISE
            .matcher(Normalizer.normalize(number, Normalizer.Form.NFKC))
            .replaceAll("")
            .toUpperCase(Locale.ROOT));
  }
}
