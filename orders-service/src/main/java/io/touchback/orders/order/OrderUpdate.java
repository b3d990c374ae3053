package io.touchback.orders.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a platform told us of one order, in our words: some facets of it, each as of its own time. A
 * facet that is null or absent from its list was not spoken of; it does not mean "none".
 *
 * @param orderId the platform's id of the order, as text (may exceed 2^53)
 */
public record OrderUpdate(
    String orderId,
    @Nullable Order order,
    List<Fulfilment> fulfilments,
    List<Scan> scans,
    List<Refund> refunds,
    List<Milestone> milestones,
    @Nullable Hold hold) {

  /** An update of {@code orderId} that speaks of nothing yet. */
  public static OrderUpdate of(String orderId) {
    return new OrderUpdate(orderId, null, List.of(), List.of(), List.of(), List.of(), null);
  }

  public OrderUpdate with(Order facet) {
    return new OrderUpdate(orderId, facet, fulfilments, scans, refunds, milestones, hold);
  }

  public OrderUpdate withFulfilments(List<Fulfilment> facets) {
    return new OrderUpdate(orderId, order, List.copyOf(facets), scans, refunds, milestones, hold);
  }

  public OrderUpdate withScans(List<Scan> facets) {
    return new OrderUpdate(
        orderId, order, fulfilments, List.copyOf(facets), refunds, milestones, hold);
  }

  public OrderUpdate withRefunds(List<Refund> facets) {
    return new OrderUpdate(
        orderId, order, fulfilments, scans, List.copyOf(facets), milestones, hold);
  }

  public OrderUpdate withMilestones(List<Milestone> facets) {
    return new OrderUpdate(orderId, order, fulfilments, scans, refunds, List.copyOf(facets), hold);
  }

  public OrderUpdate with(Hold facet) {
    return new OrderUpdate(orderId, order, fulfilments, scans, refunds, milestones, facet);
  }

  /**
   * The order itself, whole.
   *
   * @param number what the customer sees, as {@code #1001}
   * @param paidAt when it was paid in full (zero totals are paid when placed), else null. Where the
   *     platform does not say when, the time of the update that shows it paid: of several, the
   *     earliest is nearest
   * @param cancelledAt when it was cancelled, else null
   * @param completedAt when the platform says that all of it has left, though it does not say in
   *     which parcels: what is in none that it names is in one of which it says nothing, or in one
   *     whose place the first fulfilment named later takes
   * @param test placed to try the shop out
   * @param refundedInFull the platform says that all its money was given back
   * @param refundIds all refunds that there are, where the platform lists them with each update:
   *     what is not among them was taken back. Null = it does not
   * @param collected true = its customer fetches it, and no line of it ships; null = not so, or not
   *     said
   * @param shipsUnpaid true = the shop is to ship it before it is paid: cash on delivery, an
   *     invoice, money only reserved until it leaves; null = not so, or not said
   * @param parcelIds all parcels that there are, where the platform lists them with each update:
   *     one listed after another was not any more stands in its place. Null = it does not
   */
  public record Order(
      String number,
      Instant placedAt,
      Instant updatedAt,
      @Nullable Instant paidAt,
      @Nullable Instant cancelledAt,
      @Nullable String cancelReason,
      @Nullable Instant completedAt,
      boolean test,
      boolean refundedInFull,
      Customer customer,
      @Nullable Address shipTo,
      @Nullable Money total,
      List<OrderLine> lines,
      @Nullable List<String> refundIds,
      @Nullable Boolean collected,
      @Nullable Boolean shipsUnpaid,
      @Nullable List<String> parcelIds) {

    public Order(
        String number,
        Instant placedAt,
        Instant updatedAt,
        @Nullable Instant paidAt,
        @Nullable Instant cancelledAt,
        @Nullable String cancelReason,
        @Nullable Instant completedAt,
        boolean test,
        boolean refundedInFull,
        Customer customer,
        @Nullable Address shipTo,
        @Nullable Money total,
        List<OrderLine> lines) {
      this(
          number,
          placedAt,
          updatedAt,
          paidAt,
          cancelledAt,
          cancelReason,
          completedAt,
          test,
          refundedInFull,
          customer,
          shipTo,
          total,
          lines,
          null,
          null,
          null,
          null);
    }

    /** The same order, of a platform that lists these refunds and no others. */
    public Order withOnly(List<Refund> refunds) {
      return with(refunds.stream().map(Refund::id).toList(), collected, shipsUnpaid, parcelIds);
    }

    /** The same order, which its customer fetches. */
    public Order asCollected() {
      return with(refundIds, true, shipsUnpaid, parcelIds);
    }

    /** The same order, which its shop is to ship before it is paid. */
    public Order asShippedUnpaid() {
      return with(refundIds, collected, true, parcelIds);
    }

    /** The same order, of a platform that lists these parcels and no others. */
    public Order withOnlyParcels(List<String> ids) {
      return with(refundIds, collected, shipsUnpaid, ids);
    }

    private Order with(
        @Nullable List<String> refundIds,
        @Nullable Boolean collected,
        @Nullable Boolean shipsUnpaid,
        @Nullable List<String> parcelIds) {
      return new Order(
          number,
          placedAt,
          updatedAt,
          paidAt,
          cancelledAt,
          cancelReason,
          completedAt,
          test,
          refundedInFull,
          customer,
          shipTo,
          total,
          lines,
          refundIds,
          collected,
          shipsUnpaid,
          parcelIds);
    }
  }

  /**
   * One parcel that left, or was said to. A cancelled one may carry nothing but its id and times:
   * what was known of it still holds.
   *
   * @param id the platform's id of it, as text
   * @param cancelled it was called back or never left
   * @param service as {@code DPD Classic}; null where the platform names none
   * @param tracking numbers and links as the platform gave them, unchecked; the first is the main
   *     one
   * @param items empty = everything not yet shipped, unless {@code contentsUnknown}
   * @param digital nothing leaves: gift cards, downloads
   * @param notifyCustomer false = the shop's staff unticked the customer's mail
   * @param personalNote a line from the shop for this customer
   * @param status the platform's own view of the parcel, null where it has none
   * @param rawStatus the platform's word for it
   * @param contentsUnknown not all left with it, or more parcels did, and nobody says which units
   *     are in it: it counts for none, until all of the order has left
   * @param recipient whom it is for, where the platform says so of a parcel; used as long as nobody
   *     has told of the order
   * @param saidFrom the earliest update that told of it; null = this one
   * @param itemsFrom the update that told its items; null = this one
   */
  public record Fulfilment(
      String id,
      Instant createdAt,
      Instant updatedAt,
      boolean cancelled,
      @Nullable String carrierName,
      @Nullable String service,
      List<Tracking> tracking,
      List<Item> items,
      boolean digital,
      boolean notifyCustomer,
      @Nullable String personalNote,
      @Nullable Address destination,
      @Nullable LocalDate estimatedDelivery,
      @Nullable ParcelStatus status,
      @Nullable String rawStatus,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean contentsUnknown,
      @Nullable Recipient recipient,
      @Nullable Instant saidFrom,
      @Nullable Instant itemsFrom) {

    public Fulfilment(
        String id,
        Instant createdAt,
        Instant updatedAt,
        boolean cancelled,
        @Nullable String carrierName,
        @Nullable String service,
        List<Tracking> tracking,
        List<Item> items,
        boolean digital,
        boolean notifyCustomer,
        @Nullable String personalNote,
        @Nullable Address destination,
        @Nullable LocalDate estimatedDelivery,
        @Nullable ParcelStatus status,
        @Nullable String rawStatus) {
      this(
          id,
          createdAt,
          updatedAt,
          cancelled,
          carrierName,
          service,
          tracking,
          items,
          digital,
          notifyCustomer,
          personalNote,
          destination,
          estimatedDelivery,
          status,
          rawStatus,
          false,
          null,
          null,
          null);
    }

    Fulfilment since(Instant created, Instant said) {
      return with(id, created, contentsUnknown, recipient, said.equals(updatedAt) ? null : said);
    }

    /** The same parcel under another name. */
    Fulfilment named(String name) {
      return with(name, createdAt, contentsUnknown, recipient, saidFrom);
    }

    /** The same parcel, of which nobody says what is in it. */
    public Fulfilment ofUnknownContents() {
      return with(id, createdAt, true, recipient, saidFrom);
    }

    /** The same parcel, and whom it is for. */
    public Fulfilment withRecipient(@Nullable Recipient whom) {
      return with(id, createdAt, contentsUnknown, whom, saidFrom);
    }

    /** The same parcel, with the items that another word of it tells. */
    Fulfilment withItemsOf(Fulfilment told) {
      return told.items.isEmpty() || told == this
          ? this
          : with(id, createdAt, contentsUnknown, recipient, saidFrom, told.items, told.itemsSaid());
    }

    /** The same parcel, but for what is in it. */
    Fulfilment withoutItems() {
      return with(id, createdAt, contentsUnknown, recipient, saidFrom, List.of(), updatedAt);
    }

    Instant itemsSaid() {
      return itemsFrom == null ? updatedAt : itemsFrom;
    }

    Instant firstSaid() {
      return saidFrom == null ? updatedAt : saidFrom;
    }

    /** Nobody says which units are in it, and it need not be all that are left. */
    boolean holdsWhoKnowsWhat() {
      return contentsUnknown && items.isEmpty();
    }

    private Fulfilment with(
        String name,
        Instant time,
        boolean unknown,
        @Nullable Recipient whom,
        @Nullable Instant from) {
      return with(name, time, unknown, whom, from, items, itemsSaid());
    }

    private Fulfilment with(
        String name,
        Instant time,
        boolean unknown,
        @Nullable Recipient whom,
        @Nullable Instant from,
        List<Item> holding,
        Instant told) {
      return new Fulfilment(
          name,
          time,
          updatedAt,
          cancelled,
          carrierName,
          service,
          tracking,
          holding,
          digital,
          notifyCustomer,
          personalNote,
          destination,
          estimatedDelivery,
          status,
          rawStatus,
          unknown,
          whom,
          from,
          told.equals(updatedAt) ? null : told);
    }
  }

  /** Who ordered what is in a parcel, and the order's number as the customer sees it. */
  public record Recipient(Customer customer, @Nullable String orderNumber) {}

  /** A tracking number and the link the platform gave with it. */
  public record Tracking(@Nullable String number, @Nullable String url) {}

  /** Units of an order line in one parcel; the name is used when the line is not known (yet). */
  public record Item(String lineId, String name, int quantity) {}

  /**
   * What the carrier said of a parcel.
   *
   * @param fulfilmentId the platform's id of the parcel; null = found by tracking number
   * @param at when the carrier says it happened
   * @param deleted the platform took this scan back
   */
  public record Scan(
      String id,
      @Nullable String fulfilmentId,
      @Nullable String trackingNumber,
      ParcelStatus status,
      String rawStatus,
      @Nullable String message,
      @Nullable String city,
      @Nullable String country,
      Instant at,
      @Nullable LocalDate estimatedDelivery,
      boolean deleted) {}

  /** Money given back, once per id. */
  public record Refund(
      String id, @Nullable Money amount, @Nullable String reason, Instant at, List<Item> items) {
    Refund dated(Instant time) {
      return new Refund(id, amount, reason, time, items);
    }
  }

  /** Something that happened to the order, told without the order itself. */
  public record Milestone(Kind kind, Instant at, @Nullable String reason) {
    /**
     * What a platform may say in so few words; of deleted, restored and withdrawn the latest holds,
     * unless the order itself changes later: then it is there.
     */
    public enum Kind {
      PAID,
      CANCELLED,
      DELETED,
      RESTORED,
      /** Given up before it was paid. */
      WITHDRAWN
    }
  }

  /**
   * The shop cannot ship yet, and says so.
   *
   * @param released true = the hold is over
   */
  public record Hold(
      @Nullable String reason, @Nullable LocalDate newDate, Instant at, boolean released) {}
}
