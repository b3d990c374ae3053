package io.touchback.notify.template;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a mail is written from: the shop, and what the event told. Its parts have the shape of
 * the event's data, so that they can be read straight from it.
 *
 * @param kind as {@code shipped}
 */
public record NoticeContent(
    String kind,
    Shop shop,
    Order order,
    @Nullable Shipment shipment,
    @Nullable Scan scan,
    @Nullable Hold hold,
    @Nullable Refund refund,
    @Nullable Previous previous) {

  /**
   * Of a kind that is about one.
   *
   * @throws IllegalArgumentException if the event told of none
   */
  Shipment itsShipment() {
    if (shipment == null) {
      throw new IllegalArgumentException("A " + kind + " notice needs its shipment");
    }
    return shipment;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Shop(
      String shop,
      String name,
      String mailFrom,
      @Nullable String replyTo,
      @Nullable String contactName,
      @Nullable String website,
      @Nullable String shippingPolicyUrl,
      @Nullable String returnsPolicyUrl,
      String timeZone,
      String locale,
      @Nullable String logoUrl,
      @Nullable String accentColor) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Order(
      String number,
      Instant placedAt,
      @Nullable Money total,
      @Nullable Customer customer,
      @Nullable Address shipTo,
      List<Line> lines,
      int unitsToShip,
      @Nullable String trackingPage) {
    public Order {
      lines = Objects.requireNonNullElse(lines, List.of());
    }
  }

  /** In minor units of {@code currency}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Money(long amount, String currency) {
    /** Some platforms tell what was given back as less than nothing. */
    Money absolute() {
      return new Money(Math.abs(amount), currency);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Customer(@Nullable String name, @Nullable String firstName) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Address(
      @Nullable String name,
      @Nullable String line1,
      @Nullable String postalCode,
      @Nullable String city,
      @Nullable String region,
      @Nullable String country) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Line(String name, @Nullable String variant, int quantity, boolean ships) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Shipment(
      @Nullable Carrier carrier,
      @Nullable String service,
      List<Tracking> tracking,
      List<Item> items,
      int itemCount,
      @Nullable String part,
      @Nullable Instant shippedAt,
      @Nullable LocalDate estimatedDelivery,
      @Nullable Instant deliveredAt,
      @Nullable Address destination,
      @Nullable String personalNote) {
    public Shipment {
      tracking = Objects.requireNonNullElse(tracking, List.of());
      items = Objects.requireNonNullElse(items, List.of());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Carrier(@Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Tracking(@Nullable String number, @Nullable String url) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Item(String name, @Nullable String variant, int quantity) {}

  /**
   * @param rawStatus in the platform's or the carrier's own word
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Scan(
      String status,
      @Nullable String previousStatus,
      @Nullable String rawStatus,
      @Nullable String message,
      Instant at) {

    boolean follows(String status) {
      return status.equals(previousStatus);
    }

    /** Its customer fetched the parcel; said of what was delivered. */
    boolean isCollection() {
      return follows("ready_for_pickup") || "picked_up".equalsIgnoreCase(rawStatus);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Hold(@Nullable String reason, @Nullable LocalDate newDate) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Refund(
      @Nullable Money amount, @Nullable String reason, boolean full, List<Item> items) {
    public Refund {
      items = Objects.requireNonNullElse(items, List.of());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Previous(List<Tracking> tracking) {
    public Previous {
      tracking = Objects.requireNonNullElse(tracking, List.of());
    }
  }
}
