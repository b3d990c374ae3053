package io.touchback.orders.tracking;

import io.touchback.orders.order.CarrierLink;
import io.touchback.orders.order.Carriers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a link is found: the address that came with the parcel; else the page of the
 * carrier it names, if the number can be that carrier's; else that of the only carrier whose check
 * digit the number has. Rather none than a wrong one.
 */
@ApplicationScoped
class CarrierLinks implements Carriers {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private final CarrierTable table = CarrierTable.read();
  private final CarrierGuess guess = new CarrierGuess(table.all());

  @Override
  public CarrierLink link(
      @Nullable String carrierName,
      @Nullable String number,
      @Nullable String url,
      @Nullable String country) {
    TrackingNumber tracking = TrackingNumber.of(number);
    String said = CarrierName.shown(carrierName);
    String from = country(country);
    List<KnownCarrier> named = said == null ? List.of() : table.named(said);
    KnownCarrier carrier =
        named.isEmpty()
            ? recognised(tracking, from, said)
            : CarrierGuess.among(named, tracking, from);
    KnownCarrier shown = said == null || !named.isEmpty() ? carrier : null;
    String given = OutsideLink.of(url);
    return new CarrierLink(
        shown == null ? null : shown.code(),
        shown == null ? said : shown.name(),
        tracking == null ? null : tidy(tracking),
        given == null ? made(carrier, tracking) : given);
  }

  /**
   * The only carrier by check digit. Against a name that we don't know only a number with letters
   * speaks: one of digits alone passes somebody's check too easily.
   */
  private @Nullable KnownCarrier recognised(
      @Nullable TrackingNumber number, @Nullable String country, @Nullable String said) {
    if (number == null || number.placeholder()) {
      return null;
    }
    return said == null || number.hasLetters() ? guess.only(number, country) : null;
  }

  private static @Nullable String made(
      @Nullable KnownCarrier carrier, @Nullable TrackingNumber number) {
    if (carrier == null || number == null || number.placeholder()) {
      return null;
    }
    String claimed = number.reading(carrier::claims);
    String possible = claimed == null ? number.reading(carrier::canBeIts) : claimed;
    return possible == null ? null : carrier.linkTo(possible);
  }

  /** Numbers that some carrier knows are written as it does, others as they were given. */
  private String tidy(TrackingNumber number) {
    String known = number.reading(reading -> table.all().stream().anyMatch(c -> c.claims(reading)));
    return known == null ? number.given() : known;
  }

  private static @Nullable String country(@Nullable String code) {
    String upper = code == null ? "" : code.strip().toUpperCase(Locale.ROOT);
    return COUNTRY.matcher(upper).matches() ? upper : null;
  }
}
