package io.touchback.notify.template;

import io.touchback.notify.template.NoticeContent.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days and money as the customer reads them, in the shop's zone and the mail's language. */
final class Wording {
  private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

  private final DateTimeFormatter day;
  private final Locale locale;
  private final ZoneId zone;

  Wording(Locale locale, String zone) {
    this.locale = locale;
    this.zone = ZoneId.of(zone);
    this.day = DateTimeFormatter.ofPattern("EEEE d MMMM", locale);
  }

  static String direction(Locale locale) {
    return RIGHT_TO_LEFT.contains(locale.getLanguage()) ? "rtl" : "ltr";
  }

  /** For headers: no line ends, nothing that is not text. */
  static String oneLine(String text) {
    return NOT_IN_A_LINE.matcher(text).replaceAll(" ").strip();
  }

  String day(Instant instant) {
    return day(instant.atZone(zone).toLocalDate());
  }

  String day(LocalDate date) {
    return day.format(date);
  }

  /** This day, or null if it is over in the shop's zone: a mail may be written late. */
  @Nullable LocalDate toCome(@Nullable LocalDate date, Instant now) {
    return date == null || date.isBefore(now.atZone(zone).toLocalDate()) ? null : date;
  }

  String money(Money money) {
    var currency = Currency.getInstance(money.currency());
    var digits = Math.max(0, currency.getDefaultFractionDigits());
    var format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(currency);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(BigDecimal.valueOf(money.amount(), digits));
  }
}
