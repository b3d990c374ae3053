package io.touchback.orders.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One shape that a carrier's numbers have.
 *
 * @param form of the whole number; with a check its groups are the serial and its check character
 * @param check null where the carrier publishes none: such a form proves nothing
 */
record NumberForm(Pattern form, @Nullable CheckDigit check) {
  /** How a number stands to a form. */
  enum Fit {
    OTHER_SHAPE,
    WRONG_CHECK,
    SHAPE_ONLY,
    PROVEN
  }

  @JsonCreator
  NumberForm(@JsonProperty("form") String form, @JsonProperty("check") @Nullable String check) {
    this(
        Pattern.compile(form),
        check == null ? null : CheckDigit.valueOf(check.toUpperCase(Locale.ROOT)));
  }

  /** The form of the UPU's S10 numbers that one country's post gives out. */
  static NumberForm s10(String country) {
    return new NumberForm(Pattern.compile("[A-Z]{2}(\\d{8})(\\d)" + country), CheckDigit.S10);
  }

  Fit fit(String number) {
    Matcher m = form.matcher(number);
    if (!m.matches()) {
      return Fit.OTHER_SHAPE;
    }
    if (check == null) {
      return Fit.SHAPE_ONLY;
    }
    return check.of(m.group(1)) == m.group(2).charAt(0) ? Fit.PROVEN : Fit.WRONG_CHECK;
  }
}
