package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One parcel of an order: what the platform says of it, and what we told of it.
 *
 * @param number 1 for the first that we told of; 0 = not told of
 * @param facet the newest that the platform said
 * @param numbers keys of all tracking numbers that the platform ever gave it
 * @param cancelledAt when it was called back, for good
 * @param carrier as told
 * @param tracking as told; numbers tidied up, links known to be right
 * @param items as told
 * @param part as told
 * @param status as told
 * @param scans of which we told, or had no reason to
 * @param fresh scans still to be looked at
 * @param changed the platform said something new since we told
 */
public record Shipment(
    UUID id,
    int number,
    Fulfilment facet,
    List<String> numbers,
    @Nullable Instant cancelledAt,
    @Nullable Carrier carrier,
    List<Tracking> tracking,
    List<ShippedItem> items,
    @Nullable Part part,
    ParcelStatus status,
    List<ParcelScan> scans,
    List<ParcelScan> fresh,
    boolean changed) {

  /** Orders kept by earlier versions know no former numbers. */
  public Shipment {
    numbers = numbers == null ? List.of() : numbers;
  }

  private static final int MOST_SCANS = 200;

  static final Comparator<Shipment> IN_TIME =
      Comparator.<Shipment, Instant>comparing(shipment -> shipment.facet.createdAt())
          .thenComparing(shipment -> shipment.facet.id());

  /** What a cancelled fulfilment says is less than what was known of it before. */
  private static final Comparator<Fulfilment> HOLDS =
      Comparator.<Fulfilment, Boolean>comparing(facet -> !facet.cancelled())
          .thenComparing(Fulfilment::updatedAt)
          .thenComparing(Fulfilment::status, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(facet -> facet.tracking().size())
          .thenComparing(facet -> facet.withoutItems().toString());

  /** What is in it is told by the newest that tells it. */
  private static final Comparator<Fulfilment> TELLS_ITEMS =
      Comparator.<Fulfilment, Boolean>comparing(facet -> !facet.items().isEmpty())
          .thenComparing(Fulfilment::itemsSaid)
          .thenComparing(facet -> facet.items().toString());

  static Shipment of(UUID order, Fulfilment facet) {
    return untold(idOf(order, facet.id()), facet);
  }

  private static Shipment untold(UUID id, Fulfilment facet) {
    return new Shipment(
            id,
            0,
            facet,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            null,
            ParcelStatus.LABEL,
            List.of(),
            List.of(),
            false)
        .merge(facet);
  }

  static UUID idOf(UUID order, String platformId) {
    return UUID.nameUUIDFromBytes((order + "/" + platformId).getBytes(StandardCharsets.UTF_8));
  }

  boolean told() {
    return number > 0;
  }

  /** Told of, and not called back. */
  public boolean live() {
    return told() && cancelledAt == null;
  }

  public ParcelStatus shownStatus() {
    return cancelledAt == null ? status : ParcelStatus.CANCELLED;
  }

  /** Delivered to us, for all that anybody knows: not to its customer. */
  public boolean cameBack() {
    return ParcelProgress.cameBack(scans);
  }

  public @Nullable Instant deliveredAt() {
    return ParcelProgress.inTime(scans).stream()
        .filter(scan -> scan.status() == ParcelStatus.DELIVERED)
        .map(ParcelScan::at)
        .findFirst()
        .orElse(null);
  }

  public @Nullable LocalDate estimatedDelivery() {
    return ParcelProgress.inTime(scans).stream()
        .map(ParcelScan::estimatedDelivery)
        .filter(Objects::nonNull)
        .reduce((earlier, later) -> later)
        .orElse(facet.estimatedDelivery());
  }

  public int itemCount() {
    return items.stream().mapToInt(ShippedItem::quantity).sum();
  }

  boolean carries(String trackingNumber) {
    return keys(facet).anyMatch(TrackingKey.of(trackingNumber)::equals);
  }

  /** Now, or before the platform gave it another number. */
  boolean everCarried(String trackingNumber) {
    return carries(trackingNumber) || numbers.contains(TrackingKey.of(trackingNumber));
  }

  private List<String> numbersWith(Fulfilment known, Fulfilment other) {
    var all = new TreeSet<>(numbers);
    keys(known).forEach(all::add);
    keys(other).forEach(all::add);
    return List.copyOf(all);
  }

  private static Stream<String> keys(Fulfilment facet) {
    return facet.tracking().stream()
        .map(Tracking::number)
        .filter(Objects::nonNull)
        .map(TrackingKey::of);
  }

  /**
   * The same for every order in which the facets come. A platform that does not say when a parcel
   * left names a later time with each update. One that once did not know what is in a parcel does
   * not know it better by saying nothing; nor does it take back by that what it said.
   */
  Shipment merge(Fulfilment said) {
    var earliest = earliest(said.createdAt(), facet.createdAt());
    var first = earliest(said.firstSaid(), facet.firstSaid());
    var known = facet.since(earliest, first);
    var other = said.since(earliest, first);
    boolean newer = HOLDS.compare(other, known) > 0;
    boolean tellsItems = TELLS_ITEMS.compare(other, known) > 0;
    var holding = (newer ? other : known).withItemsOf(tellsItems ? other : known);
    boolean unknown = known.contentsUnknown() || other.contentsUnknown();
    var merged =
        new Shipment(
            id,
            number,
            unknown ? holding.ofUnknownContents() : holding,
            numbersWith(known, other),
            cancelled(other),
            carrier,
            tracking,
            items,
            part,
            status,
            scans,
            fresh,
            changed || (newer || !holding.items().equals(known.items())) && told());
    var summary = ParcelScan.summaryOf(other);
    return summary == null ? merged : merged.merge(summary);
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private @Nullable Instant cancelled(Fulfilment other) {
    if (!other.cancelled()) {
      return cancelledAt;
    }
    return cancelledAt == null || other.updatedAt().isBefore(cancelledAt)
        ? other.updatedAt()
        : cancelledAt;
  }

  Shipment merge(ParcelScan scan) {
    var known = find(fresh, scan.id(), find(scans, scan.id(), null));
    var holding = known == null ? scan : known.or(scan);
    return holding.equals(known) ? this : withFresh(replaced(fresh, holding));
  }

  /** Another name for the same parcel, now that the platform has one. */
  Shipment renamed(Fulfilment named) {
    return new Shipment(
        id,
        number,
        named,
        numbers,
        cancelledAt,
        carrier,
        tracking,
        items,
        part,
        status,
        scans,
        fresh,
        true);
  }

  /** The parcel that we told of, as the one that came in its place. */
  Shipment as(Shipment successor) {
    var labelled = renamed(successor.facet).merge(successor.facet);
    for (var scan : successor.fresh) {
      labelled = labelled.merge(scan);
    }
    return labelled;
  }

  /** What is left of it then: nothing to tell. */
  Shipment without(Shipment successor) {
    return untold(successor.id, facet);
  }

  Shipment shipped(int ordinal, Contents contents, @Nullable Part partOfOrder) {
    return new Shipment(
        id,
        ordinal,
        facet,
        numbers,
        cancelledAt,
        contents.carrier(),
        contents.tracking(),
        contents.items(),
        partOfOrder,
        status,
        scans,
        fresh,
        false);
  }

  Shipment with(Contents contents) {
    return shipped(number, contents, part);
  }

  /** A fresh scan looked at. */
  Shipment heard(ParcelScan scan) {
    var heard = bounded(replaced(scans, scan));
    var rest = fresh.stream().filter(other -> !other.id().equals(scan.id())).toList();
    return new Shipment(
        id,
        number,
        facet,
        numbers,
        cancelledAt,
        carrier,
        tracking,
        items,
        part,
        ParcelProgress.of(heard),
        heard,
        rest,
        changed);
  }

  /** As little as is left of it once its customer is forgotten; no tracking at all. */
  Shipment erased(
      Fulfilment newFacet,
      List<ShippedItem> newItems,
      List<ParcelScan> newScans,
      List<ParcelScan> newFresh) {
    return new Shipment(
        id,
        number,
        newFacet,
        List.of(),
        cancelledAt,
        carrier,
        List.of(),
        newItems,
        part,
        status,
        newScans,
        newFresh,
        changed);
  }

  private Shipment withFresh(List<ParcelScan> newFresh) {
    return new Shipment(
        id,
        number,
        facet,
        numbers,
        cancelledAt,
        carrier,
        tracking,
        items,
        part,
        status,
        scans,
        newFresh,
        changed);
  }

  private static @Nullable ParcelScan find(
      List<ParcelScan> scans, String id, @Nullable ParcelScan otherwise) {
    return scans.stream().filter(scan -> scan.id().equals(id)).findFirst().orElse(otherwise);
  }

  private static List<ParcelScan> replaced(List<ParcelScan> scans, ParcelScan scan) {
    var replaced = new ArrayList<>(scans);
    replaced.removeIf(other -> other.id().equals(scan.id()));
    replaced.add(scan);
    replaced.sort(ParcelScan.IN_TIME);
    return List.copyOf(replaced);
  }

  /** A carrier that repeats itself for ever must not fill the order. */
  private static List<ParcelScan> bounded(List<ParcelScan> scans) {
    if (scans.size() <= MOST_SCANS) {
      return scans;
    }
    var bounded = new ArrayList<>(scans);
    bounded.remove(
        scans.stream().filter(ParcelScan::routine).findFirst().orElseGet(() -> scans.get(0)));
    return List.copyOf(bounded);
  }

  /** What a mail says is in the parcel, and who carries it. */
  record Contents(@Nullable Carrier carrier, List<Tracking> tracking, List<ShippedItem> items) {}
}
