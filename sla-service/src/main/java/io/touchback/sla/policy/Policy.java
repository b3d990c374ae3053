package io.touchback.sla.policy;

import static io.touchback.sla.policy.Hours.BUSINESS;
import static io.touchback.sla.policy.Hours.CALENDAR;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What is watched, each with the built-in terms a shop may override. */
public enum Policy {
  /**
   * Paid, or placed where it ships before that, until everything that ships has left or was
   * cancelled.
   */
  ORDER_DISPATCH("order.dispatch", Gate.ORDERS, Terms.of("P3D", BUSINESS).neverLaterThan("P6D")),
  /** Shipped until a mail about that parcel was accepted. */
  SHIPMENT_TOLD("shipment.told", Gate.NOTICES, Terms.of("PT15M", CALENDAR)),
  /** Held until the mail about it was accepted. */
  PROBLEM_TOLD("problem.told", Gate.NOTICES, Terms.of("PT1H", CALENDAR)),
  /** Shipped with a number until the carrier's first scan. */
  PARCEL_FIRST_SCAN("parcel.first-scan", Gate.ORDERS, Terms.of("P4D", BUSINESS)),
  /** A scan until the next one. */
  PARCEL_MOVEMENT("parcel.movement", Gate.ORDERS, Terms.of("P3D", BUSINESS).abroad("P5D")),
  /** The estimated day until delivered. */
  PARCEL_DELIVERY("parcel.delivery", Gate.ORDERS, Terms.of("P1D", CALENDAR)),
  /** Anything a shop's platform posts until the next thing. */
  SHOP_HEARTBEAT("shop.heartbeat", Gate.ORDERS, Terms.of("PT6H", CALENDAR).usualGaps(5));

  private final String word;
  private final Gate gate;
  private final Terms builtIn;

  Policy(String word, Gate gate, Terms builtIn) {
    this.word = word;
    this.gate = gate;
    this.builtIn = builtIn;
  }

  public static Optional<Policy> named(String word) {
    return Arrays.stream(values()).filter(policy -> policy.word.equals(word)).findFirst();
  }

  /**
   * @throws IllegalArgumentException for a policy that does not exist
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Policy of(String word) {
    return named(word).orElseThrow(() -> new IllegalArgumentException("No policy " + word));
  }

  @JsonValue
  public String word() {
    return word;
  }

  public Gate gate() {
    return gate;
  }

  public Terms builtIn() {
    return builtIn;
  }

  /** Runs so often that a clock stopped in time is not worth keeping, unless an alert names it. */
  public boolean fleeting() {
    return this == PARCEL_MOVEMENT || this == SHOP_HEARTBEAT;
  }
}
