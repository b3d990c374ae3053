package io.touchback.notify.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden mails: run with {@code -Dgolden.write=true} to write them anew, then read the diff. */
@QuarkusTest
@WithTestResource(TestStack.class)
class MailWriterTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/mail");

  /** Hours after the scans of the goldens. */
  private static final Instant NOW = Instant.parse("2026-03-05T14:00:00Z");

  @Inject MailWriter writer;

  @ParameterizedTest(name = "{0} of {1}")
  @DisplayName("S2-3 S2-13: each kind of mail is written as its golden says")
  @CsvSource({
    "order-confirmed, OrderPlaced.v1",
    "order-confirmed, OrderPlaced.v1.no-address",
    "order-confirmed, OrderPlaced.v1.digital",
    "order-held, OrderHeld.v1",
    "shipped, OrderShipped.v1.whole",
    "shipped, OrderShipped.v1.some",
    "shipped, OrderShipped.v1.last",
    "tracking-changed, ShipmentChanged.v1",
    "shipment-cancelled, ShipmentCancelled.v1",
    "out-for-delivery, ParcelMoved.v1.out-for-delivery",
    "ready-for-pickup, ParcelMoved.v1.ready-for-pickup",
    "delivery-problem, ParcelMoved.v1.attempt-failed",
    "delivery-problem, ParcelMoved.v1.problem",
    "delivered, ParcelMoved.v1.delivered",
    "order-cancelled, OrderCancelled.v1",
    "refunded, OrderRefunded.v1",
  })
  void isWrittenAsItsGolden(String kind, String golden) throws IOException {
    assertGolden(kind + "." + golden, written(NoticeExamples.of(kind, golden)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @DisplayName("S2-3: a mail that is written later names the day of what it tells")
  @CsvSource({
    "out-for-delivery, ParcelMoved.v1.out-for-delivery",
    "delivered, ParcelMoved.v1.delivered",
  })
  void writtenLateItNamesTheDay(String kind, String golden) throws IOException {
    var late = writer.write(NoticeExamples.of(kind, golden), NOW.plus(Duration.ofHours(12)));
    assertGolden(kind + "." + golden + ".late", late);
  }

  @Test
  @DisplayName("A day is named of what is more than 12 hours old: the customer may have another")
  void aRecentScanNamesNoDay() {
    var content = NoticeExamples.of("delivered", "ParcelMoved.v1.delivered");
    var at = Instant.parse("2026-03-05T13:40:00Z");
    var sameDay = "A parcel of your order #1001 was delivered.";
    assertTrue(writer.write(content, at.plus(Duration.ofHours(12))).text().contains(sameDay));
    assertTrue(writer.write(content, at.minusSeconds(5)).text().contains(sameDay));
    assertTrue(
        writer
            .write(content, at.plus(Duration.ofHours(12)).plusMillis(1))
            .text()
            .contains("was delivered on Thursday 5 March."));
  }

  @Test
  @DisplayName("S2-3: a mail that is written later announces no day that is over where the shop is")
  void noDayIsAnnouncedThatIsOver() {
    var shipped = NoticeExamples.of("shipped", "OrderShipped.v1.some");
    var said = "It is expected on Friday 6 March.";
    var markup = "\"expectedArrivalUntil\":\"2026-03-06\"";
    var thatEvening = writer.write(shipped, Instant.parse("2026-03-06T22:59:59Z"));
    assertTrue(thatEvening.text().contains(said), thatEvening.text());
    assertTrue(thatEvening.html().contains(said));
    assertTrue(thatEvening.html().contains(markup));
    var nextDay = writer.write(shipped, Instant.parse("2026-03-06T23:00:00Z"));
    assertFalse(nextDay.text().contains("expected"), nextDay.text());
    assertFalse(nextDay.html().contains("expected"));
    assertTrue(nextDay.html().contains("ParcelDelivery"));
  }

  @Test
  @DisplayName("S2-18: a hold whose new day is over is told as one without")
  void aHoldsNewDayMayBeOver() {
    var data = (ObjectNode) NoticeExamples.golden("OrderHeld.v1").deepCopy();
    var shop = NoticeExamples.golden("ShopChanged.v1");
    var thatEvening = Instant.parse("2026-03-12T22:59:59Z");
    var nextDay = Instant.parse("2026-03-12T23:00:00Z");
    var held = NoticeExamples.of("order-held", data, shop);
    assertTrue(writer.write(held, thatEvening).text().contains("send it on Thursday 12 March."));
    var late = writer.write(held, nextDay).text();
    assertFalse(late.contains("12 March"), late);
    assertTrue(late.contains("We will tell you as soon as it leaves."), late);
    data.at("/order/lines").forEach(line -> ((ObjectNode) line).put("ships", false));
    var toCollect = NoticeExamples.of("order-held", data, shop);
    assertTrue(writer.write(toCollect, thatEvening).text().contains("ready on Thursday 12 March"));
    late = writer.write(toCollect, nextDay).text();
    assertFalse(late.contains("12 March"), late);
    assertFalse(late.contains("leaves"), late);
  }

  @Test
  @DisplayName("S2-4: the number is a link in HTML and a full address in plain text")
  void theNumberCanBeOpenedInBothParts() {
    var mail = written(NoticeExamples.of("shipped", "OrderShipped.v1.some"));
    var url = "https://tracking.dpd.de/status/en_US/parcel/05228801234567";
    assertTrue(mail.html().contains("href=\"" + url + "\""));
    assertTrue(mail.text().contains(url));
  }

  @Test
  @DisplayName("S2-14: the carrier is named, with or without a number")
  void theCarrierIsNamed() {
    var mail = written(NoticeExamples.of("shipped", "OrderShipped.v1.last"));
    assertTrue(mail.text().contains("Look out for DPD."), mail.text());
    assertTrue(mail.html().contains("Look out for DPD."));
  }

  @Test
  @DisplayName("S2-12 S4-7: each mail says who the shop is, its policies and who reads an answer")
  void theShopIsKnown() {
    var mail = written(NoticeExamples.of("shipped", "OrderShipped.v1.some"));
    for (var part : new String[] {mail.text(), mail.html()}) {
      assertTrue(part.contains("https://beads.example.com/shipping"));
      assertTrue(part.contains("https://beads.example.com/returns"));
      assertTrue(part.contains("Ana at Bead"));
    }
  }

  @ParameterizedTest
  @DisplayName("S2-13: a parcel of which nobody said what is in it is a parcel, not 0 items")
  @CsvSource({
    "OrderShipped.v1.some, A parcel of your order #1001 is on the way",
    "OrderShipped.v1.last, The last parcel of your order #1001 is on the way",
  })
  void aParcelOfUnknownContentsIsStillAParcel(String golden, String subject) {
    var data = (ObjectNode) NoticeExamples.golden(golden).deepCopy();
    ((ObjectNode) data.get("shipment")).put("itemCount", 0).putArray("items");
    var mail = written(NoticeExamples.of("shipped", data, NoticeExamples.golden("ShopChanged.v1")));
    assertEquals(subject, mail.subject());
    for (var part : new String[] {mail.text(), mail.html()}) {
      assertTrue(part.contains("parcel of your order #1001 left us on"), part);
      assertFalse(part.contains("0 items"), part);
      assertFalse(part.contains("In this parcel"), part);
    }
  }

  @Test
  @DisplayName(
      "an order of which all has left before we heard of it is not one that needs no parcel")
  void whatHasLeftAlreadyNeededAParcel() {
    var data = (ObjectNode) NoticeExamples.golden("OrderPlaced.v1").deepCopy();
    ((ObjectNode) data.get("order")).put("unitsToShip", 0);
    var shop = NoticeExamples.golden("ShopChanged.v1");
    assertEquals(
        written(NoticeExamples.of("order-confirmed", "OrderPlaced.v1")).text(),
        written(NoticeExamples.of("order-confirmed", data, shop)).text());
  }

  @Test
  @DisplayName("what is called back of a cancelled order is not said to leave later")
  void whatIsCalledBackForGoodIsNotPromised() {
    var data = (ObjectNode) NoticeExamples.golden("ShipmentCancelled.v1").deepCopy();
    ((ObjectNode) data.get("order")).put("unitsToShip", 0);
    var shop = NoticeExamples.golden("ShopChanged.v1");
    var text = written(NoticeExamples.of("shipment-cancelled", data, shop)).text();
    assertFalse(text.contains("You will hear from us"), text);
    assertTrue(text.contains("If you have a question, just reply to this mail."), text);
  }

  @Test
  @DisplayName("of an order that its customer fetches no mail promises a parcel")
  void whatIsFetchedIsNotSent() {
    var data = (ObjectNode) NoticeExamples.golden("OrderHeld.v1").deepCopy();
    data.at("/order/lines").forEach(line -> ((ObjectNode) line).put("ships", false));
    var shop = NoticeExamples.golden("ShopChanged.v1");
    var held = written(NoticeExamples.of("order-held", data, shop)).text();
    assertTrue(held.contains("Your order #1001 is not ready yet"), held);
    assertTrue(held.contains("We now expect it to be ready on Thursday 12 March"), held);
    ((ObjectNode) data.get("hold")).remove("newDate");
    held = written(NoticeExamples.of("order-held", data, shop)).text();
    assertFalse(held.contains("send"), held);
    assertFalse(held.contains("leaves"), held);
    var confirmed = written(NoticeExamples.of("order-confirmed", "OrderPlaced.v1.collected"));
    assertTrue(confirmed.text().contains("this order needs no parcel"), confirmed.text());
  }

  @Test
  @DisplayName("of a parcel of unknown contents nobody counts what is still to come")
  void whatIsInItIsNotKnown() {
    var data = (ObjectNode) NoticeExamples.golden("OrderShipped.v1.some").deepCopy();
    ((ObjectNode) data.get("shipment")).put("itemCount", 0).putArray("items");
    var shop = NoticeExamples.golden("ShopChanged.v1");
    var text = writer.write(NoticeExamples.of("shipped", data, shop), NOW).text();
    assertTrue(text.contains("If it does not hold all of it, the rest will follow."), text);
    assertFalse(text.contains("of this order will follow"), text);
  }

  @Test
  @DisplayName("S2-18: a hold on the rest does not deny what has left")
  void theRestIsHeld() {
    var data = (ObjectNode) NoticeExamples.golden("OrderHeld.v1").deepCopy();
    ((ObjectNode) data.get("order")).put("unitsToShip", 1);
    var shop = NoticeExamples.golden("ShopChanged.v1");
    var mail = written(NoticeExamples.of("order-held", data, shop));
    assertEquals("The rest of your order #1001 has to wait a little", mail.subject());
    assertTrue(mail.text().contains("We cannot send the rest of your order #1001"), mail.text());
    assertTrue(mail.text().contains("we will cancel the rest"), mail.text());
  }

  @Test
  @DisplayName("links that browsers take and java.net.URI does not stand in a mail all the same")
  void unusualLinksStay() {
    var shop = (ObjectNode) NoticeExamples.golden("ShopChanged.v1").deepCopy();
    shop.put("shippingPolicyUrl", "https://beads.example.com/help?topic[]=ship|post#a#b%");
    var mail = written(NoticeExamples.of("shipped", "OrderShipped.v1.some", shop));
    assertTrue(
        mail.html().contains("https://beads.example.com/help?topic%5B%5D=ship%7Cpost#a%23b%25"));
  }

  @Test
  @DisplayName("a carrier of blanks is none: markup for mailboxes needs a name")
  void aBlankCarrierIsNotMarkedUp() {
    var data = (ObjectNode) NoticeExamples.golden("OrderShipped.v1.some").deepCopy();
    ((ObjectNode) data.at("/shipment/carrier")).put("name", " ");
    var shop = NoticeExamples.golden("ShopChanged.v1");
    var html = written(NoticeExamples.of("shipped", data, shop)).html();
    assertFalse(html.contains("ParcelDelivery"), html);
  }

  @Test
  @DisplayName("A minimal shop's mail has no empty labels and no dead links")
  void aShopThatSaidLittleStillSendsAGoodMail() {
    var mail =
        written(
            NoticeExamples.of(
                "shipped",
                "OrderShipped.v1.whole",
                NoticeExamples.golden("ShopChanged.v1.minimal")));
    assertFalse(mail.html().contains("href=\"\""));
    assertFalse(mail.html().contains("NOT_FOUND"));
    assertTrue(mail.text().contains("a person at plain reads it"));
  }

  @Test
  @DisplayName(
      "X3 S2-13: no field of an event or a shop can put markup, script or a header into a mail")
  void hostileFieldsStayText() {
    var hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>{mail}\r\nBcc: a@b";
    for (var kind :
        Map.of(
                "order-confirmed", "OrderPlaced.v1",
                "order-held", "OrderHeld.v1",
                "shipped", "OrderShipped.v1.some",
                "tracking-changed", "ShipmentChanged.v1",
                "delivery-problem", "ParcelMoved.v1.problem",
                "refunded", "OrderRefunded.v1")
            .entrySet()) {
      var data = poisoned(NoticeExamples.golden(kind.getValue()), hostile);
      var shop = poisoned(NoticeExamples.golden("ShopChanged.v1"), hostile);
      var mail = written(NoticeExamples.of(kind.getKey(), data, shop));
      var html =
          mail.html().replaceAll("(?s)<script type=\"application/ld\\+json\">[^<]*</script>", "");
      assertFalse(html.contains("<script"), kind.getKey());
      assertFalse(html.contains("<img src=x"), kind.getKey());
      assertFalse(mail.html().contains("\"><script>alert"), kind.getKey());
      assertFalse(mail.subject().contains("\n"), kind.getKey());
      assertFalse(mail.subject().contains("\r"), kind.getKey());
    }
  }

  @Test
  @DisplayName("X3: only http and https links stand in a mail")
  void otherSchemesAreNoLinks() {
    var shop = (ObjectNode) NoticeExamples.golden("ShopChanged.v1").deepCopy();
    shop.put("website", "javascript:alert(1)");
    shop.put("shippingPolicyUrl", "data:text/html,hello");
    shop.put("logoUrl", "https://user:secret@evil.example/logo.png");
    shop.put("accentColor", "red;background:url(https://evil.example)");
    var mail = written(NoticeExamples.of("shipped", "OrderShipped.v1.some", shop));
    assertFalse(mail.html().contains("javascript:"));
    assertFalse(mail.html().contains("data:text"));
    assertFalse(mail.html().contains("evil.example"));
    assertTrue(mail.html().contains(Colour.DEFAULT));
  }

  @Test
  @DisplayName("S2-14: how it is sent is said also when nobody said by whom")
  void theServiceIsNamedAlone() {
    var data = (ObjectNode) NoticeExamples.golden("OrderShipped.v1.some").deepCopy();
    ((ObjectNode) data.get("shipment")).put("service", "Express").remove("carrier");
    var mail = written(NoticeExamples.of("shipped", data, NoticeExamples.golden("ShopChanged.v1")));
    assertTrue(mail.text().contains("It is sent by Express."), mail.text());
    assertTrue(mail.html().contains("It is sent by Express."));
  }

  @Test
  @DisplayName("S2-13: a variant that is only letters of the name is told all the same")
  void aVariantIsToldUnlessTheNameSaysIt() {
    var data = (ObjectNode) NoticeExamples.golden("OrderPlaced.v1").deepCopy();
    var line = (ObjectNode) data.at("/order/lines/0");
    var shop = NoticeExamples.golden("ShopChanged.v1");
    line.put("name", "Silk scarf").put("variant", "S");
    var told = written(NoticeExamples.of("order-confirmed", data, shop)).text();
    assertTrue(told.lines().anyMatch(text -> text.matches(".*Silk scarf\\W+S\\W*")), told);
    line.put("name", "Silk scarf - S");
    var once = written(NoticeExamples.of("order-confirmed", data, shop)).text();
    assertTrue(once.lines().anyMatch(text -> text.endsWith("Silk scarf - S")), once);
  }

  @Test
  @DisplayName("What came back to the shop is not looked for around the customer's house")
  void whatWasOnItsWayBackIsNotSaidToHaveArrived() {
    var mail = written(delivered("returning", "delivered"));
    assertEquals("News of your parcel from Bead & Cord", mail.subject());
    for (var said :
        List.of(
            "DPD says that a parcel of your order #1001, which was on its way back to us, was"
                + " delivered.",
            "If it did not reach you, it is with us again: reply to this mail and tell us how you"
                + " would like to get it.")) {
      assertTrue(mail.text().contains(said), mail.text());
      assertTrue(mail.html().contains(said));
    }
    assertTrue(mail.html().contains("A parcel on its way back to us was delivered"));
    assertFalse(mail.text().contains("house"), mail.text());
  }

  @ParameterizedTest(name = "{1} after {0}")
  @DisplayName("Who fetched a parcel is not sent to look for it around the house")
  @CsvSource({
    "ready_for_pickup, delivered",
    "in_transit, picked_up",
    "in_transit, PICKED_UP",
  })
  void whatWasFetchedIsSaidToBeCollected(String previousStatus, String rawStatus) {
    var content = delivered(previousStatus, rawStatus);
    var mail = written(content);
    assertEquals("Collected: your parcel from Bead & Cord", mail.subject());
    assertTrue(mail.html().contains("Your parcel was collected"));
    for (var said :
        List.of(
            "A parcel of your order #1001 was collected.",
            "You did not collect it? Reply to this mail and we will look for it.")) {
      assertTrue(mail.text().contains(said), mail.text());
      assertTrue(mail.html().contains(said));
    }
    assertFalse(mail.text().contains("house"), mail.text());
    var late = writer.write(content, NOW.plus(Duration.ofHours(12))).text();
    assertTrue(late.contains("#1001 was collected on Thursday 5 March."), late);
  }

  private static NoticeContent delivered(String previousStatus, String rawStatus) {
    var data = (ObjectNode) NoticeExamples.golden("ParcelMoved.v1.delivered").deepCopy();
    ((ObjectNode) data.get("scan"))
        .put("previousStatus", previousStatus)
        .put("rawStatus", rawStatus);
    return NoticeExamples.of("delivered", data, NoticeExamples.golden("ShopChanged.v1"));
  }

  @ParameterizedTest
  @DisplayName("S2-4: a parcel's first number, or link, is not a change of one")
  @ValueSource(strings = {"number", "url"})
  void theFirstNumberIsNoChange(String known) {
    var data = (ObjectNode) NoticeExamples.golden("ShipmentChanged.v1").deepCopy();
    ((ObjectNode) data.get("previous")).putArray("tracking").addObject().put("number", "");
    ((ObjectNode) data.at("/shipment/tracking/0")).retain(known);
    var shop = NoticeExamples.golden("ShopChanged.v1");
    for (int before = 0; before < 2; before++) {
      var mail = written(NoticeExamples.of("tracking-changed", data, shop));
      assertEquals("Tracking details for your order #1001", mail.subject());
      assertTrue(mail.text().contains("A parcel of your order #1001 can be followed now."));
      assertTrue(mail.html().contains("Your parcel can be followed now"));
      assertFalse(mail.text().contains("earlier number"), mail.text());
      data.remove("previous");
    }
    ((ObjectNode) data.get("shipment")).remove("tracking");
    assertEquals(
        "New tracking details for your order #1001",
        written(NoticeExamples.of("tracking-changed", data, shop)).subject(),
        "a carrier alone is nothing to follow");
  }

  @Test
  void aRefundSaysWhyAndHowMuchOfIt() {
    var data = (ObjectNode) NoticeExamples.golden("OrderRefunded.v1").deepCopy();
    var refund = (ObjectNode) data.get("refund");
    refund.put("reason", "One bead was broken").put("full", false).remove("amount");
    var mail =
        written(NoticeExamples.of("refunded", data, NoticeExamples.golden("ShopChanged.v1")));
    assertTrue(mail.text().contains("a part of your payment"), mail.text());
    assertTrue(mail.text().contains("The reason: One bead was broken"), mail.text());
  }

  @Test
  @DisplayName("What is given back is told without a sign, also by events that have one")
  void aRefundIsNeverLessThanNothing() {
    var data = (ObjectNode) NoticeExamples.golden("OrderRefunded.v1").deepCopy();
    var amount = (ObjectNode) data.at("/refund/amount");
    amount.put("amount", -amount.get("amount").asLong());
    var shop = NoticeExamples.golden("ShopChanged.v1");
    assertEquals(
        written(NoticeExamples.of("refunded", "OrderRefunded.v1")),
        written(NoticeExamples.of("refunded", data, shop)));
  }

  @Test
  void aColourMayBeShort() {
    assertEquals("#00aaff", Colour.accent("#0af"));
    assertEquals(Colour.DEFAULT, Colour.accent("#0a"));
  }

  @Test
  void aKindNobodyWroteIsRefused() {
    var content = NoticeExamples.of("birthday", "OrderPlaced.v1");
    assertThrows(IllegalArgumentException.class, () -> written(content));
  }

  /** Every text replaced, except where a number, a day or a code is asked for. */
  private static JsonNode poisoned(JsonNode node, String text) {
    if (node instanceof ObjectNode object) {
      var copy = object.objectNode();
      object
          .properties()
          .forEach(
              field ->
                  copy.set(
                      field.getKey(),
                      isFreeText(field.getKey(), field.getValue())
                          ? TextNode.valueOf(text)
                          : poisoned(field.getValue(), text)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      var copy = array.arrayNode();
      array.forEach(element -> copy.add(poisoned(element, text)));
      return copy;
    }
    return node;
  }

  private static boolean isFreeText(String field, JsonNode value) {
    return value.isTextual()
        && !field.endsWith("At")
        && !java.util.Set.of("at", "estimatedDelivery", "newDate", "timeZone", "currency", "part")
            .contains(field);
  }

  private WrittenMail written(NoticeContent content) {
    return writer.write(content, NOW);
  }

  private static void assertGolden(String name, WrittenMail mail) throws IOException {
    assertGolden(name + ".txt", "Subject: " + mail.subject() + "\n\n" + mail.text());
    assertGolden(name + ".html", mail.html());
  }

  private static void assertGolden(String name, String actual) throws IOException {
    var file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, actual);
    }
    assertTrue(
        Files.exists(file), name + " is missing: run with -Dgolden.write=true, then read it");
    assertEquals(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), actual, name);
  }
}
