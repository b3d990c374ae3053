package io.touchback.notify.notice;

import io.touchback.notify.notice.OrderEvent.ParcelStatus;
import io.touchback.notify.send.MailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** From an event, and what was decided for its order before, to the notice it calls for. */
final class NoticeRules {
  /** Carriers' older scans are no news. */
  static final Duration STALE = Duration.ofDays(7);

  /** What is older than this and came with an imported order is part of the import. */
  static final Duration IMPORT = Duration.ofHours(48);

  /** At one time, the kinds and then the words (attempt_failed, problem, returning) say it. */
  private static final Comparator<Call> LATER =
      Comparator.comparing(Call::happenedAt)
          .thenComparing(Call::kind)
          .thenComparing(Call::transition);

  /** Events that may call for a notice, by name, each with the one it calls for. */
  private static final Map<String, BiFunction<OrderEvent, Instant, Optional<Call>>> CALLS =
      Map.of(
          "OrderPlaced", NoticeRules::placed,
          "OrderHeld", NoticeRules::held,
          "OrderShipped", (event, now) -> shipment(event, NoticeKind.SHIPPED, now),
          "ShipmentChanged", NoticeRules::trackingChanged,
          "ShipmentCancelled", (event, now) -> shipment(event, NoticeKind.SHIPMENT_CANCELLED, now),
          "ParcelMoved", NoticeRules::parcelMoved,
          "OrderCancelled", NoticeRules::cancelled,
          "OrderRefunded", NoticeRules::refunded);

  private NoticeRules() {}

  /** Empty: the event calls for no notice, or for one that was decided already. */
  static Optional<Decision> decide(
      OrderEvent event, ShopSettings shop, List<Decided> decided, Instant now) {
    return calledFor(event, now)
        .filter(call -> decided.stream().noneMatch(call::isSame))
        .map(call -> decide(call, event, shop, decided, now));
  }

  private static Decision decide(
      Call call, OrderEvent event, ShopSettings shop, List<Decided> decided, Instant now) {
    var suppression = suppression(call, event, shop, decided, now);
    var silences = silencesOthers(call.kind, suppression == Suppression.KIND_OFF);
    return new Decision(
        call.kind,
        call.transition,
        call.shipmentId,
        call.happenedAt,
        suppression,
        decided.stream()
            .filter(other -> silences && other.waiting() && call.overtakes(other))
            .map(Decided::id)
            .toList());
  }

  /** What a shop tells nobody silences nothing, but a delivery: what was before it is over. */
  private static boolean silencesOthers(NoticeKind kind, boolean switchedOff) {
    return !switchedOff || kind == NoticeKind.DELIVERED;
  }

  /** Whether an event of this name may call for a notice. */
  static boolean mayCall(String event) {
    return CALLS.containsKey(event);
  }

  private static Optional<Call> calledFor(OrderEvent event, Instant now) {
    var calls = CALLS.get(event.name());
    return calls == null ? Optional.empty() : calls.apply(event, now);
  }

  private static Optional<Call> placed(OrderEvent event, Instant now) {
    return Optional.of(order(NoticeKind.ORDER_CONFIRMED, "", event.at(), now));
  }

  private static Optional<Call> held(OrderEvent event, Instant now) {
    var hold = event.facts().hold();
    return each(NoticeKind.ORDER_HELD, hold == null ? null : hold.at(), event, now);
  }

  private static Optional<Call> cancelled(OrderEvent event, Instant now) {
    var cancelled = event.facts().cancellation();
    return each(NoticeKind.ORDER_CANCELLED, cancelled == null ? null : cancelled.at(), event, now);
  }

  private static Optional<Call> refunded(OrderEvent event, Instant now) {
    return Optional.ofNullable(event.facts().refund())
        .map(refund -> order(NoticeKind.REFUNDED, refund.id(), or(refund.at(), event.at()), now));
  }

  /** What can happen to an order more than once is told each time. */
  private static Optional<Call> each(
      NoticeKind kind, @Nullable Instant told, OrderEvent event, Instant now) {
    var at = or(told, event.at());
    return Optional.of(order(kind, at.toString(), at, now));
  }

  private static Call order(NoticeKind kind, String transition, Instant at, Instant now) {
    return new Call(kind, transition, null, believed(at, now));
  }

  private static Optional<Call> shipment(OrderEvent event, NoticeKind kind, Instant now) {
    return Optional.ofNullable(event.facts().shipment())
        .map(
            shipment ->
                new Call(
                    kind,
                    shipment.id(),
                    shipment.id(),
                    believed(
                        kind == NoticeKind.SHIPPED
                            ? or(shipment.shippedAt(), event.at())
                            : event.at(),
                        now)));
  }

  /** Only what a customer looks the parcel up by; that it is gone helps nobody. */
  private static Optional<Call> trackingChanged(OrderEvent event, Instant now) {
    var shipment = event.facts().shipment();
    var before = event.facts().labelBefore();
    if (shipment == null || before == null) {
      return Optional.empty();
    }
    var after = shipment.label();
    if (after.equals(before) || after.isBlank() || isNotFollowedAnyMore(before, after)) {
      return Optional.empty();
    }
    var transition = String.join("/", shipment.id(), event.at().toString(), after.fingerprint());
    return Optional.of(
        new Call(
            NoticeKind.TRACKING_CHANGED, transition, shipment.id(), believed(event.at(), now)));
  }

  private static boolean isNotFollowedAnyMore(OrderEvent.Label before, OrderEvent.Label after) {
    return !before.keys().isEmpty() && after.keys().isEmpty();
  }

  private static Optional<Call> parcelMoved(OrderEvent event, Instant now) {
    var shipment = event.facts().shipment();
    var scan = event.facts().scan();
    if (shipment == null || scan == null || scan.status() == null) {
      return Optional.empty();
    }
    var status = scan.status();
    if (status == scan.previousStatus()) {
      return Optional.empty();
    }
    return NoticeKind.telling(status)
        .map(
            kind ->
                new Call(
                    kind,
                    shipment.id() + "/" + status.word(),
                    shipment.id(),
                    believed(or(scan.at(), event.at()), now)));
  }

  private static @Nullable Suppression suppression(
      Call call, OrderEvent event, ShopSettings shop, List<Decided> decided, Instant now) {
    var order = event.facts().order();
    var shipment = event.facts().shipment();
    if (!shop.isActive()) {
      return Suppression.SHOP_INACTIVE;
    }
    if (order.test() && !shop.mailTestOrders()) {
      return Suppression.TEST_ORDER;
    }
    if (shipment == null && order.isDigital()) {
      return Suppression.DIGITAL;
    }
    if (wasDeliveredOnImport(call, event, decided)) {
      return Suppression.ALREADY_DELIVERED;
    }
    if (call.kind.isParcelStatus() && call.isOlderThan(STALE, now)) {
      return Suppression.STALE;
    }
    if (order.imported()
        && (call.kind == NoticeKind.ORDER_CONFIRMED || call.isOlderThan(IMPORT, now))) {
      return Suppression.IMPORTED;
    }
    if (!shop.wants(call.kind)) {
      return Suppression.KIND_OFF;
    }
    if (shipment != null && Boolean.FALSE.equals(shipment.notifyCustomer())) {
      return Suppression.NOT_WANTED;
    }
    if (decided.stream().anyMatch(call::isOvertakenBy)) {
      return Suppression.SUPERSEDED;
    }
    return address(order.customer());
  }

  private static boolean wasDeliveredOnImport(Call call, OrderEvent event, List<Decided> decided) {
    var shipment = event.facts().shipment();
    if (shipment == null || !event.facts().order().imported()) {
      return false;
    }
    return call.kind == NoticeKind.SHIPPED
        ? shipment.status() == ParcelStatus.DELIVERED
        : decided.stream()
            .filter(d -> d.kind() == NoticeKind.SHIPPED)
            .filter(d -> shipment.id().equals(d.shipmentId()))
            .anyMatch(d -> d.wasSuppressedAs(Suppression.ALREADY_DELIVERED));
  }

  private static @Nullable Suppression address(OrderEvent.@Nullable Customer customer) {
    var address = Recipient.of(customer);
    if (address == null) {
      return Suppression.NO_ADDRESS;
    }
    return MailAddress.isBare(address) ? null : Suppression.INVALID_ADDRESS;
  }

  private static Instant or(@Nullable Instant at, Instant otherwise) {
    return Objects.requireNonNullElse(at, otherwise);
  }

  /** The future is not believed, nor a time before there were computers. */
  private static Instant believed(Instant at, Instant now) {
    return at.isAfter(now) ? now : at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
  }

  /** The notice an event calls for, before anybody asked whether it is to be sent. */
  private record Call(
      NoticeKind kind, String transition, @Nullable String shipmentId, Instant happenedAt) {

    boolean isSame(Decided other) {
      return kind == other.kind() && transition.equals(other.transition());
    }

    boolean isOlderThan(Duration age, Instant now) {
      return happenedAt.isBefore(now.minus(age));
    }

    boolean overtakes(Decided other) {
      return isOfSameParcel(other) && LATER.compare(this, of(other)) > 0;
    }

    boolean isOvertakenBy(Decided other) {
      return isOfSameParcel(other)
          && LATER.compare(this, of(other)) < 0
          && silencesOthers(other.kind(), other.wasSuppressedAs(Suppression.KIND_OFF));
    }

    private boolean isOfSameParcel(Decided other) {
      return kind.isParcelStatus()
          && other.kind().isParcelStatus()
          && Objects.equals(shipmentId, other.shipmentId());
    }

    private static Call of(Decided other) {
      return new Call(other.kind(), other.transition(), other.shipmentId(), other.happenedAt());
    }
  }
}
