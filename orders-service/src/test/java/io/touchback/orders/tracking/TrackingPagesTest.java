package io.touchback.orders.tracking;

import static io.touchback.orders.tracking.Records.with;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.shop.ShopProfile;
import io.touchback.orders.tracking.TrackedOrder.Hold;
import io.touchback.orders.tracking.TrackedOrder.Item;
import io.touchback.orders.tracking.TrackedOrder.Parcel;
import io.touchback.orders.tracking.TrackedOrder.Scan;
import io.touchback.orders.tracking.TrackedOrder.Tracking;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TrackingPagesTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?[a-zA-Z!][^\\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([^\\s=\"'/]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

  static String page(TrackedOrder order) {
    Wording wording =
        new Wording(Locale.UK, ZoneId.of(order.shop().timeZone()), TrackedOrderExamples.NOW);
    return TrackingPages.order(TrackingViews.of(order, wording), "n0nce").render();
  }

  /** The page as its reader sees it, without tags. */
  private static String text(String page) {
    return page.replaceAll("(?s)<style.*?</style>|<[^>]*>", " ")
        .replaceAll("[\u2068\u2069]", "")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ");
  }

  @Test
  @DisplayName("S2-13, S2-14: two parcels: their items, carrier, number, where they are")
  void twoParcels() {
    String page = page(TrackedOrderExamples.twoParcels());
    String text = text(page);
    assertTrue(text.contains("Part of your order has arrived"), text);
    assertTrue(text.contains("Parcel 2 of 2 On its way"), text);
    assertTrue(text.contains("Parcel 1 of 2 Delivered"), text);
    assertTrue(text.indexOf("Parcel 2 of 2") < text.indexOf("Parcel 1 of 2"), text);
    assertTrue(text.contains("DPD DPD Classic"), text);
    assertTrue(text.contains("Last seen Hamburg, Germany Thursday 5 March, 03:10"), text);
    assertTrue(text.contains("Expected on Friday 6 March"), text);
    assertTrue(text.contains("Delivered on Wednesday 4 March, 14:40"), text);
    assertTrue(text.contains("2 × Glass beads, sea green 8 mm"), text);
    assertTrue(
        page.contains(
            "<a href=\"https://tracking.dpd.de/status/en_US/parcel/05228801234567\" rel=\"noopener noreferrer nofollow\"><bdi>05228801234567</bdi></a>"),
        page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://track.example.com/[tracking_number]",
        "https://track.example.com/#/track?o=#1001",
        "https://track.example.com"
      })
  @DisplayName("a link without a number goes by its host, also where java.net.URI refuses it")
  void linkWithoutNumber(String url) {
    String page =
        page(
            with(
                with(TrackedOrderExamples.twoParcels(), Tracking.class, "number", null),
                Tracking.class,
                "url",
                url));
    assertTrue(page.contains("href=\"" + url + "\""), page);
    assertTrue(page.contains("<bdi>track.example.com</bdi>"), page);
  }

  @Test
  @DisplayName("S2-12, S4-7: who sold it, whom to ask, the policies")
  void theShop() {
    String page = page(TrackedOrderExamples.nothingShipped());
    assertTrue(text(page).contains("We are getting your order ready"), page);
    assertTrue(text(page).contains("Ana at Bead & Cord is glad to help."), page);
    assertTrue(
        page.contains("href=\"mailto:help@beads.example.com?subject=Order%20%231001\""), page);
    assertTrue(page.contains("href=\"https://beads.example.com/returns\""), page);
    assertTrue(page.contains("href=\"https://beads.example.com/shipping\""), page);
  }

  @Test
  @DisplayName("X4: no mail address, phone, full name or street of the customer")
  void nothingPersonal() {
    String page = page(TrackedOrderExamples.twoParcels());
    assertTrue(page.contains("Zoë M."), page);
    for (String secret : List.of("Müller", "zoe@example.com", "5550100")) {
      assertFalse(page.contains(secret), secret);
    }
  }

  @Test
  @DisplayName("S2-18: an order that its customer would fetch says why it waits")
  void heldToCollect() {
    String text = text(page(TrackedOrderExamples.heldToCollect()));
    assertTrue(text.contains("We are sorry: your order has to wait"), text);
    assertTrue(text.contains("It is not ready to collect yet."), text);
    assertTrue(text.contains("The sea green beads arrive a week late."), text);
    assertTrue(text.contains("We now expect it to be ready on Thursday 12 March"), text);
    assertFalse(text.contains("send"), text);
  }

  @Test
  @DisplayName("what was not sent has not arrived")
  void deliveredWithoutRest() {
    TrackedOrder order = TrackedOrderExamples.twoParcels();
    String text =
        text(
            page(
                TrackedOrderExamples.order(
                    order.lines(), null, true, order.parcels().subList(0, 1))));
    assertTrue(text.contains("What we sent has arrived. The rest will not be sent."), text);
    assertFalse(text.contains("All of it"), text);
  }

  @Test
  @DisplayName("what may be in a parcel of unknown contents is not said to be still to come")
  void ofUnknownContents() {
    String text = text(page(TrackedOrderExamples.ofUnknownContents()));
    assertTrue(text.contains("Part of your order is on its way"), text);
    assertTrue(text.contains("Your order 3 items"), text);
    assertFalse(text.contains("Still to come"), text);
  }

  @Test
  @DisplayName("S2-1: a held order says why and until when, and offers to cancel")
  void held() {
    String text = text(page(TrackedOrderExamples.held()));
    assertTrue(text.contains("your order has to wait"), text);
    assertTrue(text.contains("The reason The sea green beads arrive a week late."), text);
    assertTrue(text.contains("We now expect to send it on Thursday 12 March"), text);
    assertTrue(text.contains("we will cancel the order"), text);
  }

  @Test
  void cancelledAndRefunded() {
    String text = text(page(TrackedOrderExamples.cancelled()));
    assertTrue(text.contains("This order was cancelled"), text);
    assertTrue(text.contains("€36.80 was given back on Wednesday 4 March."), text);
    assertFalse(text.contains("Still to come"), text);
  }

  @Test
  @DisplayName("what is called back of a cancelled order is not said to leave later")
  void calledBackForGood() {
    String later = text(page(TrackedOrderExamples.calledBack(false)));
    assertTrue(later.contains("You will hear from us when its items leave."), later);
    String never = text(page(TrackedOrderExamples.calledBack(true)));
    assertTrue(never.contains("This parcel is not coming."), never);
    assertFalse(never.contains("its items leave"), never);
  }

  @Test
  void digital() {
    String text = text(page(TrackedOrderExamples.digital()));
    assertTrue(text.contains("Nothing to wait for in the post"), text);
    assertTrue(text.contains("1 × Gift card 🎁"), text);
  }

  @ParameterizedTest
  @EnumSource(ParcelStatus.class)
  @DisplayName("each status has its own words, and exactly one current step unless it is over")
  void everyStatus(ParcelStatus status) {
    String page = page(TrackedOrderExamples.one(status));
    assertFalse(text(page).contains(status.name()), page);
    int steps = page.split("aria-current=\"step\"", -1).length - 1;
    assertEquals(status == ParcelStatus.CANCELLED ? 0 : 1, steps, page);
  }

  @Test
  @DisplayName("an unknown word of a carrier is shown as it is")
  void unknownStatus() {
    TrackedOrder order = TrackedOrderExamples.one(ParcelStatus.UNKNOWN);
    String page = page(with(order, Parcel.class, "says", "held_at_customs"));
    assertTrue(text(page).contains("The carrier says held at customs"), page);
    assertFalse(
        text(page(with(order, Parcel.class, "says", "confirmed"))).contains("carrier says"));
  }

  @Test
  @DisplayName("250 lines: counted, folded, all there")
  void manyLines() {
    String page = page(TrackedOrderExamples.manyLines(250));
    assertEquals(250, page.split("<li><span class=\"n\">", -1).length - 1);
    assertTrue(page.contains("<summary>Show 117 more</summary>"), page);
  }

  @Test
  @DisplayName("no scripts, no styles beside the one that the nonce lets in, one language")
  void structure() {
    for (TrackedOrder order : examples()) {
      String page = page(order);
      assertTrue(page.startsWith("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), page);
      assertEquals(1, page.split("<style", -1).length - 1);
      assertTrue(page.contains("<style nonce=\"n0nce\">"));
      assertFalse(page.contains("style=\""), page);
      assertFalse(page.contains("<script"), page);
      assertEquals(1, page.split("<h1", -1).length - 1);
      for (String landmark : List.of("<header>", "<main>", "<footer>")) {
        assertEquals(1, page.split(landmark, -1).length - 1, landmark);
      }
    }
  }

  @Test
  @DisplayName("X3: each field of an order against each way of breaking out")
  void hostileFields() {
    Set<String> allowed = new TreeSet<>();
    examples().forEach(order -> allowed.addAll(tagsAndAttributes(page(order))));
    TrackedOrder order = everyField();
    allowed.addAll(tagsAndAttributes(page(order)));
    List<Class<?>> holders =
        List.of(
            TrackedOrder.class,
            ShopProfile.class,
            Customer.class,
            OrderLine.class,
            Hold.class,
            Parcel.class,
            Item.class,
            Tracking.class,
            Scan.class);
    int tried = 0;
    for (Class<?> holder : holders) {
      for (RecordComponent field : holder.getRecordComponents()) {
        if (field.getType() == String.class && !field.getName().equals("timeZone")) {
          for (String hostile : HOSTILE) {
            String page = page(with(order, holder, field.getName(), hostile));
            String where = holder.getSimpleName() + "." + field.getName() + " = " + hostile;
            assertEquals(Set.of(), minus(tagsAndAttributes(page), allowed), where + "\n" + page);
            assertLinksAreSane(page, where);
            tried++;
          }
        }
      }
    }
    assertTrue(tried > 30 * HOSTILE.size(), "tried: " + tried);
  }

  private static final List<String> HOSTILE =
      List.of(
          "\"><script>alert(1)</script>",
          "'><img src=x onerror=alert(1)>",
          "\" onmouseover=\"alert(1)",
          "</style><script>alert(1)</script>",
          "</title></head><body onload=alert(1)>",
          "<!-- ",
          "]]><svg/onload=alert(1)>",
          "{order.seller.mail}{cdi:x}{#raw}<b>",
          "javascript:alert(1)",
          "JAVASCRIPT:alert(1)//https://example.com",
          "data:text/html,<script>alert(1)</script>",
          "https://evil.example/\" onload=\"alert(1)",
          "https://evil.example/?a=';--></style><script>",
          "https://user:pass@evil.example/",
          "&lt;script&gt;&#x3c;b&#x3e;",
          "a\r\nSet-Cookie: x=1\r\n\r\n<script>",
          "\u202Egnp.exe\u2066\u0000\u0007\uD800",
          "＜script＞alert(1)＜/script＞",
          "a".repeat(20_000));

  private static List<TrackedOrder> examples() {
    return List.of(
        TrackedOrderExamples.nothingShipped(),
        TrackedOrderExamples.twoParcels(),
        TrackedOrderExamples.held(),
        TrackedOrderExamples.heldToCollect(),
        TrackedOrderExamples.partlyShippedAndHeld(),
        TrackedOrderExamples.cancelled(),
        TrackedOrderExamples.digital(),
        TrackedOrderExamples.manyLines(30),
        TrackedOrderExamples.namesOfTheWorld());
  }

  private static TrackedOrder everyField() {
    TrackedOrder order =
        with(
            TrackedOrderExamples.partlyShippedAndHeld(),
            ShopProfile.class,
            "logoUrl",
            "https://beads.example.com/logo.png");
    Parcel unknown =
        TrackedOrderExamples.parcel(
            ParcelStatus.UNKNOWN,
            List.of(new Item("2", "Waxed cord", "red", 1)),
            new Scan(TrackedOrderExamples.NOW, "Hamburg", "DE"));
    return new TrackedOrder(
        order.shop(),
        order.number(),
        order.placedAt(),
        order.customer(),
        order.town(),
        Stream.concat(
                order.lines().stream(),
                Stream.of(
                    new OrderLine("3", "Clasp", "silver", "C", 1, true, null),
                    new OrderLine("4", "Gift card", "10", "G", 1, false, null)))
            .toList(),
        new Hold("late", LocalDate.of(2026, 3, 12)),
        false,
        false,
        List.of(),
        Stream.concat(order.parcels().stream(), Stream.of(unknown)).toList());
  }

  private static void assertLinksAreSane(String page, String where) {
    Matcher tags = TAG.matcher(page.replaceAll("(?s)<style.*?</style>", ""));
    while (tags.find()) {
      Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
      while (attributes.find()) {
        String name = attributes.group(1);
        String value = attributes.group(2);
        if (name.equals("href")) {
          assertNotNull(value, where);
          assertTrue(
              value.matches("https?://[a-z0-9.-]+[!-~]*|mailto:[!-~]*"), where + ": " + value);
          assertFalse(value.matches("https?://[^/?#]*@.*"), where + ": " + value);
        }
        if (name.equals("src")) {
          assertTrue(value.matches("https://[!-~]+"), where + ": " + value);
        }
      }
    }
  }

  private static Set<String> tagsAndAttributes(String page) {
    Set<String> found = new TreeSet<>();
    Matcher tags = TAG.matcher(page.replaceAll("(?s)(<style[^>]*>).*?</style>", "$1"));
    while (tags.find()) {
      found.add(tags.group(1));
      Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
      while (attributes.find()) {
        found.add(tags.group(1) + " " + attributes.group(1));
      }
    }
    return found;
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    return some.stream().filter(tag -> !others.contains(tag)).collect(toCollection(TreeSet::new));
  }
}
