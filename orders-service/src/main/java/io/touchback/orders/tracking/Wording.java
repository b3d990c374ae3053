package io.touchback.orders.tracking;

import io.touchback.orders.order.Money;
import io.touchback.orders.tracking.TrackingView.Moment;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Days, times, places and money as the customer reads them, in the shop's zone. */
final class Wording {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Locale locale;
  private final ZoneId zone;
  private final LocalDate today;

  Wording(Locale locale, ZoneId zone, Instant now) {
    this.locale = locale;
    this.zone = zone;
    this.today = now.atZone(zone).toLocalDate();
  }

  String day(Instant instant) {
    return day(instant.atZone(zone).toLocalDate());
  }

  /** With the year only where it is not this one. */
  String day(LocalDate date) {
    String pattern = date.getYear() == today.getYear() ? "EEEE d MMMM" : "EEEE d MMMM yyyy";
    return DateTimeFormatter.ofPattern(pattern, locale).format(date);
  }

  Moment moment(Instant instant) {
    String time =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atZone(zone));
    return new Moment(day(instant) + ", " + time, instant.toString());
  }

  boolean isPast(LocalDate date) {
    return date.isBefore(today);
  }

  String zone() {
    return zone.getDisplayName(TextStyle.FULL, locale);
  }

  @Nullable String country(@Nullable String code) {
    return code != null && COUNTRIES.contains(code)
        ? new Locale.Builder().setRegion(code).build().getDisplayCountry(locale)
        : null;
  }

  String money(Money money) {
    Currency currency = Currency.getInstance(money.currency());
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(currency);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(BigDecimal.valueOf(money.amount(), digits));
  }
}
