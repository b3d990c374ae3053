package io.touchback.sla.clock;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one event said of an order, as far as clocks care; nothing personal is kept.
 *
 * @param event id of the event
 * @param name its name, as {@code OrderPaid}
 * @param at when it happened, as far as that is believed
 * @param readAt when it was read here
 */
public record Fact(String event, String name, Instant at, Instant readAt, Said said) {
  private static final Duration NEWS = Duration.ofHours(48);

  public boolean is(String otherName) {
    return name.equals(otherName);
  }

  /** What an imported order, or a parcel not heard of until now, did before this is its past. */
  Instant newsSince() {
    return readAt.minus(NEWS);
  }

  /**
   * The event's data.
   *
   * @param scan the parcel status the carrier reported
   * @param newDate the day the order was put off to
   * @param before the parcel's status before that scan
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Said(
      @Nullable Order order,
      @Nullable Parcel parcel,
      @Nullable String scan,
      @Nullable LocalDate newDate,
      @Nullable Notice notice,
      @Nullable String before) {}

  /**
   * The order as it then was.
   *
   * @param units that ship, have not shipped and are not cancelled
   * @param shipsUnpaid it is not paid, and to be shipped before it is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Order(
      @Nullable String number,
      boolean test,
      boolean imported,
      @Nullable Instant paidAt,
      @Nullable Integer units,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean shipsUnpaid) {}

  /**
   * A shipment as it then was.
   *
   * @param part {@code whole}, {@code some} or {@code last} of the order
   * @param carrier tells carriers apart: its code, else its name in small letters
   * @param carrierName as people know it
   * @param numbered it has a tracking number
   * @param country where it goes, ISO 3166-1 alpha-2
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Parcel(
      String id,
      @Nullable Integer number,
      @Nullable String part,
      @Nullable String status,
      @Nullable Instant shippedAt,
      @Nullable String carrier,
      @Nullable String carrierName,
      boolean numbered,
      @Nullable LocalDate estimate,
      @Nullable String country) {}

  /**
   * What became of a mail to the customer.
   *
   * @param reason why it was not sent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Notice(String kind, @Nullable String shipment, @Nullable String reason) {
    /** Whether a clock can wait for such a mail: one about a parcel that left, or about a hold. */
    public boolean isAwaited() {
      return isAboutHold() || (shipment != null && !kind.equals("shipment-cancelled"));
    }

    boolean isAboutHold() {
      return kind.equals("order-held");
    }
  }
}
