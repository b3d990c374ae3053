package io.touchback.sla.clock;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What clocks need of a shop.
 *
 * @param zone null until the shop has been read of: its events may be read first
 * @param country ISO 3166-1 alpha-2
 * @param active false = nobody sells there any more
 */
public record Shop(String name, @Nullable ZoneId zone, @Nullable String country, boolean active) {
  public static Shop unknown(String name) {
    return new Shop(name, null, null, true);
  }

  ZoneId zoneOrUtc() {
    return zone == null ? ZoneOffset.UTC : zone;
  }

  boolean isAbroad(@Nullable String other) {
    return country != null && other != null && !country.equalsIgnoreCase(other);
  }
}
