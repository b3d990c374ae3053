package io.touchback.sla.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * A length of time as policies write it (ISO 8601): whole days, then hours to seconds, as {@code
 * P3D}, {@code PT15M} or {@code P1DT12H}. Days keep the local time of day; the rest is physical.
 *
 * @param days whole days
 * @param rest hours to milliseconds
 */
public record Target(int days, Duration rest) {
  private static final Pattern FORM = Pattern.compile("P(?:(\\d{1,4})D)?(T[0-9HMS.]+)?");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  /** As long as that, but no longer than any policy may write. */
  public static Target of(Duration physical) {
    return new Target(0, physical.compareTo(LONGEST) < 0 ? physical : LONGEST);
  }

  /**
   * @throws IllegalArgumentException for anything else, less than a second or more than ten years
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Target parse(String text) {
    var target = stored(text);
    if (target.roughly().compareTo(SHORTEST) < 0 || target.roughly().compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(text + " is not between PT1S and P3650D");
    }
    return target;
  }

  /**
   * What {@code toString} wrote, of whatever length: what was kept once can always be read.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Target stored(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw unreadable(text);
    }
    int days = form.group(1) == null ? 0 : Integer.parseInt(form.group(1));
    return new Target(days, form.group(2) == null ? Duration.ZERO : rest(text, form.group(2)));
  }

  /** Its length if every day had 24 hours. */
  public Duration roughly() {
    return Duration.ofDays(days).plus(rest);
  }

  @JsonValue
  @Override
  public String toString() {
    String time = rest.isZero() ? "" : rest.toString().substring(1);
    return "P" + (days == 0 ? "" : days + "D") + time;
  }

  private static Duration rest(String text, String time) {
    try {
      var rest = Duration.parse("P" + time);
      return Duration.ofMillis(rest.toMillis());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration of days, hours, minutes and seconds, as P3D or PT15M");
  }
}
