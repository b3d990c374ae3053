package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/**
 * Who carries a parcel.
 *
 * @param code only for a carrier we know, as {@code dpd}
 */
public record Carrier(@Nullable String code, @Nullable String name) {

  /** Two spellings of one carrier are one carrier. */
  static boolean same(@Nullable Carrier one, @Nullable Carrier other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.code != null && other.code != null
        ? one.code.equals(other.code)
        : one.name != null && one.name.equalsIgnoreCase(String.valueOf(other.name));
  }
}
