package io.touchback.sla.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which time counts: all of it, or Monday to Friday in the shop's zone. */
public enum Hours {
  CALENDAR,
  BUSINESS;

  /**
   * @throws IllegalArgumentException for any other word
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Hours of(String word) {
    for (var hours : values()) {
      if (hours.word().equals(word)) {
        return hours;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is neither 'business' nor 'calendar'");
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
