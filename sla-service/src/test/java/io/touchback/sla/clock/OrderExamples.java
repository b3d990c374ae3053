package io.touchback.sla.clock;

import io.touchback.sla.clock.Fact.Notice;
import io.touchback.sla.clock.Fact.Order;
import io.touchback.sla.clock.Fact.Parcel;
import io.touchback.sla.clock.Fact.Said;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Facts of one order as its events would tell them: {@code order.paid(at, units)}. */
final class OrderExamples {
  static final String ID = "3b9f0a62-7f0e-4d6b-9d3a-5f2c7a1e4b10";

  private final boolean test;
  private final boolean imported;
  private boolean shipsUnpaid;
  private String readAt = "";

  private OrderExamples(boolean test, boolean imported) {
    this.test = test;
    this.imported = imported;
  }

  static OrderExamples anOrder() {
    return new OrderExamples(false, false);
  }

  static OrderExamples aTestOrder() {
    return new OrderExamples(true, false);
  }

  static OrderExamples anImportedOrder() {
    return new OrderExamples(false, true);
  }

  /** What follows is read then, not when it happens. */
  OrderExamples readAt(String instant) {
    readAt = instant;
    return this;
  }

  /** What follows says that it is to be shipped before it is paid. */
  OrderExamples toShipUnpaid() {
    shipsUnpaid = true;
    return this;
  }

  Fact placed(String at, int units) {
    return fact("OrderPlaced", at, said(units));
  }

  Fact paid(String at, int units) {
    return fact("OrderPaid", at, said(units));
  }

  Fact refunded(String at, int units) {
    return fact("OrderRefunded", at, said(units));
  }

  Fact cancelled(String at) {
    return fact("OrderCancelled", at, said(0));
  }

  Fact erased(String at) {
    return fact("CustomerErased", at, new Said(null, null, null, null, null, null));
  }

  Fact held(String at, int units, String newDate) {
    var day = newDate == null ? null : LocalDate.parse(newDate);
    return fact("OrderHeld", at, new Said(order(units), null, null, day, null, null));
  }

  Fact released(String at, int units) {
    return fact("OrderReleased", at, said(units));
  }

  Fact placedPaid(String at, int units) {
    var paid = new Order("#1001", test, imported, Instant.parse(at), units, false);
    return fact("OrderPlaced", at, new Said(paid, null, null, null, null, null));
  }

  Fact shipped(String at, Parcel parcel, int units) {
    return fact("OrderShipped", at, new Said(order(units), parcel, null, null, null, null));
  }

  Fact changed(String at, Parcel parcel, int units) {
    return fact("ShipmentChanged", at, new Said(order(units), parcel, null, null, null, null));
  }

  Fact shipmentCancelled(String at, Parcel parcel, int units) {
    return fact("ShipmentCancelled", at, new Said(order(units), parcel, null, null, null, null));
  }

  Fact scanned(String at, Parcel parcel, String status, int units) {
    return fact("ParcelMoved", at, new Said(order(units), parcel, status, null, null, null));
  }

  /** The carrier took back that it was {@code before}. */
  Fact takenBack(String at, Parcel parcel, String status, String before, int units) {
    return fact("ParcelMoved", at, new Said(order(units), parcel, status, null, null, before));
  }

  Fact orderChanged(String at, int units) {
    return fact("OrderChanged", at, said(units));
  }

  Fact told(String at, String kind, String shipment) {
    return notice("NoticeSent", at, new Notice(kind, shipment, null));
  }

  Fact suppressed(String at, String kind, String shipment, String reason) {
    return notice("NoticeSuppressed", at, new Notice(kind, shipment, reason));
  }

  static Parcel parcel(int number) {
    return new Parcel(
        "parcel-" + number, number, null, "label", null, "dpd", "DPD", true, null, "DE");
  }

  /** {@code some}, {@code last} or {@code whole} of the order. */
  static Parcel parcel(int number, String part) {
    return new Parcel(
        "parcel-" + number, number, part, "label", null, "dpd", "DPD", true, null, "DE");
  }

  static Parcel expected(int number, String day) {
    var parcel = parcel(number);
    return new Parcel(
        parcel.id(), number, null, "label", null, "dpd", "DPD", true, LocalDate.parse(day), "DE");
  }

  static Parcel withoutNumber(int number) {
    return new Parcel(
        "parcel-" + number, number, null, "label", null, null, null, false, null, "DE");
  }

  static Parcel with(String carrier, int number) {
    return new Parcel(
        "parcel-" + number, number, null, "label", null, carrier, carrier, true, null, "DE");
  }

  static Parcel shippedOn(String at, int number) {
    var parcel = parcel(number);
    return new Parcel(
        parcel.id(), number, null, "label", Instant.parse(at), "dpd", "DPD", true, null, "DE");
  }

  static Parcel to(String country, int number) {
    return new Parcel(
        "parcel-" + number, number, null, "label", null, "dpd", "DPD", true, null, country);
  }

  private Fact notice(String name, String at, Notice notice) {
    var order = new Order("#1001", false, false, null, null, false);
    return fact(name, at, new Said(order, null, null, null, notice, null));
  }

  private Said said(int units) {
    return new Said(order(units), null, null, null, null, null);
  }

  private Order order(int units) {
    return new Order("#1001", test, imported, null, units, shipsUnpaid);
  }

  private Fact fact(String name, String at, Said said) {
    var when = Instant.parse(at);
    var read = readAt.isEmpty() ? when : Instant.parse(readAt);
    return new Fact(UUID.randomUUID().toString(), name, when, read, said);
  }
}
