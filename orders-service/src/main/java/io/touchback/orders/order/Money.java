package io.touchback.orders.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in the currency's minor units (cents; whole yen).
 *
 * @param amount minor units
 * @param currency ISO 4217 code
 */
public record Money(long amount, String currency) {
  /**
   * From a decimal amount, as platforms write it.
   *
   * @throws IllegalArgumentException unknown currency, or more than a long holds
   */
  public static Money of(BigDecimal decimal, String currency) {
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    try {
      return new Money(
          decimal.setScale(digits, RoundingMode.HALF_UP).movePointRight(digits).longValueExact(),
          currency);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "Amount out of range: " + decimal.toEngineeringString(), e);
    }
  }
}
