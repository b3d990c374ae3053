package io.touchback.orders.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.touchback.orders.tracking.NumberForm.Fit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A carrier as the table knows it.
 *
 * @param from countries in which it takes parcels; {@code *} = (nearly) all
 * @param aliases other spellings, as platforms write them
 * @param link its own tracking page, {@code {number}} in the number's place; null = it has none
 *     that is known to work
 * @param otherNumbers numbers it also gives, which point to nobody; null = its list of forms is not
 *     complete, so that a number of unknown shape may be its own
 */
record KnownCarrier(
    String code,
    String name,
    List<String> from,
    List<String> aliases,
    @Nullable String link,
    List<NumberForm> numbers,
    @Nullable List<Pattern> otherNumbers) {

  @JsonCreator
  KnownCarrier(
      @JsonProperty("code") String code,
      @JsonProperty("name") String name,
      @JsonProperty("from") List<String> from,
      @JsonProperty("aliases") @Nullable List<String> aliases,
      @JsonProperty("link") @Nullable String link,
      @JsonProperty("s10") @Nullable List<String> s10,
      @JsonProperty("numbers") @Nullable List<NumberForm> numbers,
      @JsonProperty("otherNumbers") @Nullable List<Pattern> otherNumbers) {
    this(
        code,
        name,
        List.copyOf(from),
        orNone(aliases),
        link,
        both(orNone(numbers), orNone(s10)),
        otherNumbers);
  }

  /** A country's post of which we know no more than its S10 numbers. */
  static KnownCarrier post(String country, String name) {
    return new KnownCarrier(
        "s10_" + country.toLowerCase(Locale.ROOT),
        name,
        List.of(country),
        List.of(),
        null,
        List.of(NumberForm.s10(country)),
        null);
  }

  /** The best that can be said of a number by this carrier's forms. */
  Fit fit(String number) {
    return numbers.stream()
        .map(form -> form.fit(number))
        .max(Comparator.naturalOrder())
        .orElse(Fit.OTHER_SHAPE);
  }

  /** Whether a number that is said to be this carrier's can be. */
  boolean canBeIts(String number) {
    return switch (fit(number)) {
      case PROVEN, SHAPE_ONLY -> true;
      case WRONG_CHECK -> isOther(number);
      case OTHER_SHAPE -> otherNumbers == null || isOther(number);
    };
  }

  /** Whether its forms speak for a number that is said to be its own or a namesake's. */
  boolean claims(String number) {
    return fit(number).compareTo(Fit.SHAPE_ONLY) >= 0 || isOther(number);
  }

  boolean takesParcelsIn(String country) {
    return from.contains("*") || from.contains(country);
  }

  /** Where to follow a number, if this carrier has a page for that. */
  @Nullable String linkTo(String number) {
    return link == null
        ? null
        : link.replace(
            "{number}", URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  private boolean isOther(String number) {
    return otherNumbers != null
        && otherNumbers.stream().anyMatch(other -> other.matcher(number).matches());
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  private static List<NumberForm> both(List<NumberForm> own, List<String> s10) {
    List<NumberForm> all = new ArrayList<>(own);
    s10.forEach(country -> all.add(NumberForm.s10(country)));
    return List.copyOf(all);
  }
}
