package io.touchback.notify.notice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an order.
 *
 * @param name as {@code OrderShipped}
 * @param at when it happened, as far as its origin is believed
 * @param facts what decides whether the customer is told
 * @param content what the customer is told
 */
public record OrderEvent(String name, Instant at, Facts facts, EventContent content) {

  String shop() {
    return facts.shop();
  }

  String orderId() {
    return facts.order().id();
  }

  /**
   * The fields of an event's data that the rules look at.
   *
   * @param changed of a shipment, as {@code tracking}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Facts(
      String shop,
      Order order,
      @Nullable Shipment shipment,
      @Nullable List<String> changed,
      @Nullable Before previous,
      @Nullable Scan scan,
      @Nullable Hold hold,
      @Nullable Refund refund,
      @Nullable Cancellation cancellation) {

    /**
     * What the customer had before a shipment changed; null = that did not change. Another spelling
     * of a carrier's name is no change.
     */
    @Nullable Label labelBefore() {
      boolean changedAtAll =
          changed == null
              ? previous != null
              : changed.contains("tracking") || changed.contains("carrier");
      if (!changedAtAll) {
        return null;
      }
      return previous == null ? Label.of(null, null) : previous.label();
    }
  }

  /**
   * @param number what the customer sees; null of a parcel heard of before its order
   * @param imported first seen long after it was placed
   * @param collected its customer fetches it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Order(
      String id,
      @Nullable String number,
      boolean test,
      boolean imported,
      boolean collected,
      @Nullable Customer customer,
      @Nullable List<Line> lines) {

    /** Nothing of it leaves the shop. An order whose lines are not known yet may. */
    boolean isDigital() {
      return !collected
          && lines != null
          && !lines.isEmpty()
          && lines.stream().noneMatch(Line::goesByPost);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Customer(@Nullable String email) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Line(@Nullable Boolean ships) {
    boolean goesByPost() {
      return !Boolean.FALSE.equals(ships);
    }
  }

  /**
   * @param notifyCustomer false = the shop's staff unticked the customer's mail
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Shipment(
      String id,
      @Nullable ParcelStatus status,
      @Nullable Carrier carrier,
      @Nullable List<Tracking> tracking,
      @Nullable Boolean notifyCustomer,
      @Nullable Instant shippedAt) {

    Label label() {
      return Label.of(carrier, tracking);
    }
  }

  /** Carrier and tracking before a change. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Before(@Nullable Carrier carrier, @Nullable List<Tracking> tracking) {
    Label label() {
      return Label.of(carrier, tracking);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Carrier(@Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Tracking(@Nullable String number, @Nullable String url) {
    /** A link alone is what is followed only where there is no number. */
    @Nullable String key() {
      return number == null || number.isBlank() ? url : number;
    }
  }

  /**
   * What a customer looks a parcel up by.
   *
   * @param keys numbers, and links where there is none
   */
  record Label(@Nullable String carrier, List<String> keys) {
    static Label of(@Nullable Carrier carrier, @Nullable List<Tracking> tracking) {
      return new Label(
          carrier == null ? null : carrier.name(),
          tracking == null
              ? List.of()
              : tracking.stream().map(Tracking::key).filter(key -> key != null).toList());
    }

    boolean isBlank() {
      return carrier == null && keys.isEmpty();
    }

    /** Tells two changes apart that platforms date to the same second. */
    String fingerprint() {
      return Integer.toHexString(Objects.hash(carrier, keys));
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Scan(
      @Nullable ParcelStatus status, @Nullable ParcelStatus previousStatus, @Nullable Instant at) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Hold(@Nullable Instant at) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Refund(String id, @Nullable Instant at) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cancellation(@Nullable Instant at) {}

  /** The parcel statuses that customers are told. */
  public enum ParcelStatus {
    OUT_FOR_DELIVERY,
    READY_FOR_PICKUP,
    ATTEMPT_FAILED,
    PROBLEM,
    RETURNING,
    DELIVERED,
    /** Any other, known or not. */
    OTHER;

    @JsonCreator
    static ParcelStatus of(String word) {
      for (var status : values()) {
        if (status.word().equals(word)) {
          return status;
        }
      }
      return OTHER;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
