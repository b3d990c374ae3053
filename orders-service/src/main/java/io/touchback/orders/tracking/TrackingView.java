package io.touchback.orders.tracking;

import io.touchback.orders.order.ParcelStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the customer's page shows, formatted; the template only lays it out.
 *
 * @param rest what ships and has not left; of an order that was over before, all of it
 * @param refunded all its money was given back
 * @param over the rest will not be sent
 */
record TrackingView(
    String number,
    OrderHeadline headline,
    String placedOn,
    @Nullable String customer,
    @Nullable String town,
    Seller seller,
    @Nullable Hold hold,
    List<Refund> refunds,
    boolean refunded,
    List<Parcel> parcels,
    Items rest,
    boolean over,
    Items withoutParcel,
    String zone) {

  /** The parcel that is all of the order, if there is one. */
  public @Nullable Parcel only() {
    return parcels.size() == 1 && rest.count() == 0 && !parcels.get(0).steps().isEmpty()
        ? parcels.get(0)
        : null;
  }

  /** Whether of each parcel it is known what is in it, and so what is still to come. */
  public boolean restKnown() {
    return !parcels.isEmpty()
        && parcels.stream()
            .allMatch(p -> p.items().count() > 0 || p.status() == ParcelStatus.CANCELLED);
  }

  /** Some of it has left. */
  public boolean partly() {
    return parcels.stream().anyMatch(parcel -> parcel.status() != ParcelStatus.CANCELLED);
  }

  /** Its customer would fetch it, but cannot yet. */
  public boolean heldToCollect() {
    return headline == OrderHeadline.HELD_TO_COLLECT;
  }

  /**
   * Who sold it.
   *
   * @param logo an https address, or null
   * @param mail where questions go, as a link
   */
  record Seller(
      String name,
      @Nullable String logo,
      Accent accent,
      @Nullable String contact,
      String mailAddress,
      String mail,
      @Nullable String website,
      @Nullable String websiteName,
      @Nullable String shippingPolicy,
      @Nullable String returnsPolicy) {}

  /** Money given back; how much is not always said. */
  record Refund(@Nullable String amount, String day) {}

  /** Why it waits. */
  record Hold(@Nullable String reason, @Nullable String newDay) {}

  /**
   * One parcel.
   *
   * @param says the carrier's own word, where we have none for it
   */
  record Parcel(
      int number,
      int of,
      ParcelStatus status,
      @Nullable String says,
      List<Step> steps,
      @Nullable String carrier,
      @Nullable String service,
      List<Tracking> tracking,
      Items items,
      String shippedOn,
      @Nullable Expected expected,
      @Nullable Moment delivered,
      @Nullable String town,
      @Nullable Seen seen) {

    /** Where to follow it, while there is something to follow. */
    public @Nullable String follow() {
      return status == ParcelStatus.DELIVERED || status == ParcelStatus.CANCELLED
          ? null
          : tracking.stream().map(Tracking::url).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Whether its carrier is still to come to the customer's door. */
    public boolean lookOut() {
      return switch (status) {
        case UNKNOWN, LABEL, PICKED_UP, IN_TRANSIT, DELAYED, OUT_FOR_DELIVERY -> true;
        default -> false;
      };
    }

    /** Whether somebody has to do something about it. */
    public boolean attention() {
      return OrderHeadline.needsSomebody(status);
    }
  }

  /** A number to follow, with its link where one is known. */
  record Tracking(String number, @Nullable String url) {}

  /** One step of the way. */
  record Step(Stage stage, boolean done, boolean current) {}

  /** The steps of a parcel's way. */
  enum Stage {
    PACKED,
    ON_THE_WAY,
    OUT_FOR_DELIVERY,
    READY_FOR_PICKUP,
    DELIVERED
  }

  /** The day it is, or was, meant to come. */
  record Expected(String day, boolean past) {}

  /** A time in the shop's zone, and for machines. */
  record Moment(String text, String iso) {}

  /** Where it was last seen. */
  record Seen(@Nullable String place, Moment at) {}

  /** Things in a list, of which a long one starts folded. */
  record Items(int count, List<Item> first, List<Item> more) {}

  /** So many of a thing. */
  record Item(int quantity, String name, @Nullable String variant) {}
}
