package io.touchback.sla.clock;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a clock runs on.
 *
 * @param number what people call it
 */
public record Subject(String shop, Type type, String id, @Nullable String number) {
  public static Subject order(String shop, String id, @Nullable String number) {
    return new Subject(shop, Type.ORDER, id, number);
  }

  public static Subject shop(String shop) {
    return new Subject(shop, Type.SHOP, shop, shop);
  }

  /** The kinds of things that can go silent. */
  public enum Type {
    ORDER,
    SHOP;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Type of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
