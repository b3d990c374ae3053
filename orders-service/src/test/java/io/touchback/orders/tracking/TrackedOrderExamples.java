package io.touchback.orders.tracking;

import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.shop.ShopProfile;
import io.touchback.orders.tracking.TrackedOrder.Hold;
import io.touchback.orders.tracking.TrackedOrder.Item;
import io.touchback.orders.tracking.TrackedOrder.Parcel;
import io.touchback.orders.tracking.TrackedOrder.Refund;
import io.touchback.orders.tracking.TrackedOrder.Scan;
import io.touchback.orders.tracking.TrackedOrder.Tracking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Orders as their customers' pages get them. */
final class TrackedOrderExamples {
  static final Instant NOW = Instant.parse("2026-03-05T09:00:00Z");
  private static final Instant PLACED = Instant.parse("2026-03-02T09:15:00Z");
  private static final Instant SHIPPED = Instant.parse("2026-03-03T14:02:00Z");

  private TrackedOrderExamples() {}

  static ShopProfile beads() {
    return new ShopProfile(
        "Bead & Cord",
        "hello@beads.example.com",
        "help@beads.example.com",
        "Ana",
        "https://www.beads.example.com",
        "https://beads.example.com/shipping",
        "https://beads.example.com/returns",
        "Europe/Berlin",
        "en",
        "DE",
        null,
        "#0f766e",
        false,
        Map.of());
  }

  static TrackedOrder nothingShipped() {
    return order(lines(), null, false, List.of());
  }

  /** Some of it is in a parcel, and nobody says what. */
  static TrackedOrder ofUnknownContents() {
    return order(lines(), null, false, List.of(parcel(ParcelStatus.IN_TRANSIT, List.of(), null)));
  }

  static TrackedOrder twoParcels() {
    return order(
        lines(),
        null,
        false,
        List.of(
            parcel(
                ParcelStatus.DELIVERED,
                List.of(new Item("1", "Glass beads, sea green", "8 mm", 2)),
                new Scan(Instant.parse("2026-03-04T13:40:00Z"), "Berlin", "DE")),
            parcel(
                ParcelStatus.IN_TRANSIT,
                List.of(new Item("2", "Waxed cord – 5 m", null, 1)),
                new Scan(Instant.parse("2026-03-05T02:10:00Z"), "Hamburg", "DE"))));
  }

  static TrackedOrder one(ParcelStatus status) {
    return order(
        lines(),
        null,
        false,
        List.of(
            parcel(
                status,
                List.of(
                    new Item("1", "Glass beads, sea green", "8 mm", 2),
                    new Item("2", "Waxed cord – 5 m", null, 1)),
                status == ParcelStatus.LABEL
                    ? null
                    : new Scan(Instant.parse("2026-03-05T02:10:00Z"), "Hamburg", "DE"))));
  }

  static TrackedOrder partlyShippedAndHeld() {
    TrackedOrder shipped =
        order(
            lines(),
            new Hold("The waxed cord arrives a week late.", LocalDate.of(2026, 3, 12)),
            false,
            List.of(
                parcel(
                    ParcelStatus.OUT_FOR_DELIVERY,
                    List.of(new Item("1", "Glass beads, sea green", "8 mm", 2)),
                    new Scan(Instant.parse("2026-03-05T06:30:00Z"), "Berlin", "DE"))));
    return shipped;
  }

  static TrackedOrder held() {
    return order(
        lines(),
        new Hold("The sea green beads arrive a week late.", LocalDate.of(2026, 3, 12)),
        false,
        List.of());
  }

  static TrackedOrder heldToCollect() {
    return order(
        List.of(new OrderLine("9", "Glass beads", null, null, 2, false, null)),
        new Hold("The sea green beads arrive a week late.", LocalDate.of(2026, 3, 12)),
        false,
        List.of());
  }

  static TrackedOrder cancelled() {
    TrackedOrder order = order(lines(), null, true, List.of());
    return new TrackedOrder(
        order.shop(),
        order.number(),
        order.placedAt(),
        order.customer(),
        order.town(),
        order.lines(),
        null,
        true,
        true,
        List.of(new Refund(new Money(3680, "EUR"), Instant.parse("2026-03-04T18:00:00Z"))),
        List.of());
  }

  /** Its parcel was called back, and then all of it. */
  static TrackedOrder calledBack(boolean cancelled) {
    TrackedOrder order = one(ParcelStatus.CANCELLED);
    return order(order.lines(), null, cancelled, order.parcels());
  }

  static TrackedOrder digital() {
    return order(
        List.of(new OrderLine("9", "Gift card 🎁", null, null, 1, false, null)),
        null,
        false,
        List.of());
  }

  static TrackedOrder manyLines(int count) {
    List<OrderLine> lines =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    new OrderLine(
                        "" + i, "Bead no. " + i, "colour " + i % 7, null, i % 3 + 1, true, null))
            .toList();
    List<Item> half =
        lines.subList(0, count / 2).stream()
            .map(l -> new Item(l.id(), l.name(), l.variant(), l.quantity()))
            .toList();
    return order(
        lines,
        null,
        false,
        List.of(parcel(ParcelStatus.IN_TRANSIT, half, new Scan(NOW, null, null))));
  }

  static TrackedOrder namesOfTheWorld() {
    List<OrderLine> lines =
        List.of(
            line("1", "סט חרוזים בצבע ים — \u202Eכחול\u202C (8 מ״מ)", "גדול"),
            line("2", "مجموعة خرز زجاجي يدوية الصنع من القدس", "٨ مم"),
            line("3", "手作りガラスビーズセット（海の緑色）限定版・ギフト包装付き・送料無料", "8ミリ"),
            line(
                "4",
                "👩‍👩‍👧‍👦 Family bead box 🌊✨🐚 with a name that goes on and on and on and does not want to end before it has said everything there is to say about beads",
                null),
            line(
                "5",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsperlenkettenverschluss",
                "extralang"));
    List<Item> items =
        lines.stream().map(l -> new Item(l.id(), l.name(), l.variant(), l.quantity())).toList();
    TrackedOrder order =
        order(
            lines,
            null,
            false,
            List.of(
                new Parcel(
                    ParcelStatus.READY_FOR_PICKUP,
                    null,
                    "שליחויות הים התיכון בע״מ",
                    "Überlandschnellpaketzustellung Premium Plus",
                    List.of(
                        new Tracking(
                            "4201028200009261290113185417468510",
                            "https://xn--r8jz45g.jp/%E8%BF%BD"),
                        new Tracking("RR123456785CN", null)),
                    items,
                    SHIPPED,
                    LocalDate.of(2026, 3, 4),
                    null,
                    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
                    new Scan(Instant.parse("2026-03-05T02:10:00Z"), "תל אביב-יפו", "IL"))));
    return new TrackedOrder(
        new ShopProfile(
            "חנות החרוזים של אנה والأصدقاء 🌊",
            "hello@beads.example.com",
            null,
            "אנה",
            "https://例え.jp",
            null,
            null,
            "Asia/Jerusalem",
            "he",
            "IL",
            null,
            "#ffe14d",
            false,
            Map.of()),
        "2026/АБВ-№1001-🎁",
        order.placedAt(),
        new Customer("יוסף בן־דוד", null, null, null, null),
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        lines,
        null,
        false,
        false,
        List.of(),
        order.parcels());
  }

  static TrackedOrder order(
      List<OrderLine> lines, @Nullable Hold hold, boolean cancelled, List<Parcel> parcels) {
    return new TrackedOrder(
        beads(),
        "#1001",
        PLACED,
        new Customer("Zoë Müller", "Zoë", "zoe@example.com", "+49 30 5550100", "de"),
        "Berlin",
        lines,
        hold,
        cancelled,
        false,
        List.of(),
        parcels);
  }

  static List<OrderLine> lines() {
    return List.of(
        new OrderLine("1", "Glass beads, sea green", "8 mm", "GB-8-SEA", 2, true, null),
        new OrderLine("2", "Waxed cord – 5 m", null, "WC-5", 1, true, null));
  }

  private static OrderLine line(String id, String name, @Nullable String variant) {
    return new OrderLine(id, name, variant, null, 1, true, null);
  }

  static Parcel parcel(ParcelStatus status, List<Item> items, @Nullable Scan scan) {
    return new Parcel(
        status,
        null,
        "DPD",
        "DPD Classic",
        List.of(
            new Tracking(
                "05228801234567", "https://tracking.dpd.de/status/en_US/parcel/05228801234567")),
        items,
        SHIPPED,
        LocalDate.of(2026, 3, 6),
        status == ParcelStatus.DELIVERED && scan != null ? scan.at() : null,
        "Berlin",
        scan);
  }
}
