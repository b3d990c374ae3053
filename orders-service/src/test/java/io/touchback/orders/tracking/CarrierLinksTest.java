package io.touchback.orders.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.order.CarrierLink;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierLinksTest {
  private final CarrierLinks links = new CarrierLinks();

  private CarrierLink link(
      @Nullable String name, @Nullable String number, @Nullable String url, @Nullable String from) {
    return links.link(name, number, url, from);
  }

  @Test
  @DisplayName("the platform's own link comes first")
  void aGivenLinkWins() {
    CarrierLink link = link("UPS", "1Z5R89390357567127", "https://shop.example.com/track/1", "US");
    assertEquals("https://shop.example.com/track/1", link.url());
    assertEquals("ups", link.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "https://u:p@example.com/", "http://10.0.0.1/"})
  @DisplayName("a link that is not sane is as good as none")
  void anInsaneLinkIsReplaced(String url) {
    assertEquals(
        "https://www.ups.com/track?tracknum=1Z5R89390357567127",
        link("UPS", "1Z5R89390357567127", url, null).url());
  }

  @ParameterizedTest
  @CsvSource({
    "UPS, 1z5r 8939 0357 5671 27, ups, UPS, www.ups.com",
    "fedex, 986578788855, fedex, FedEx, www.fedex.com",
    "USPS, 9400 1112 0255 5842 3326 69, usps, USPS, tools.usps.com",
    "Royal Mail, RB123456785GB, royal_mail, Royal Mail, www.royalmail.com",
    "DPD, 05228801234567, dpd, DPD, tracking.dpd.de",
    "La Poste, 6A12345678901, la_poste, La Poste / Colissimo, www.laposte.fr",
    "Deutsche Post, A0012345678, deutsche_post, Deutsche Post, www.deutschepost.de",
    "DHL, 1099255990, dhl_express, DHL Express, www.dhl.com",
    "DHL, JJD000390007882823243, dhl_parcel_de, DHL Paket, www.dhl.de",
    "DHL, 00340434161094015902, dhl_parcel_de, DHL Paket, www.dhl.de",
    "DHL, GM2951173225174494, dhl_ecommerce, DHL eCommerce, webtrack.dhlglobalmail.com",
    "GLS, 12345678901, gls, GLS, gls-group.eu",
    "LaserShip, 1LS7119013618127-1, lasership, LaserShip, www.lasership.com"
  })
  @DisplayName("a company we know and a number that can be its own")
  void madeFromTheName(String name, String number, String code, String shown, String host) {
    CarrierLink link = link(name, number, null, null);
    assertEquals(code, link.code());
    assertEquals(shown, link.name());
    assertEquals(host, URI.create(assertNotNullUrl(link)).getHost());
    assertTrue(link.url().contains(link.number()), link.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "UPS, 1z827wk74630", // Shopify's own sample: too short
    "UPS, 1Z5R89390357567128",
    "UPS, '#☠1☢\n---\n4321\n'",
    "FedEx, 996578788855",
    "USPS, 9400111202555842332660",
    "USPS, 940011120255584233266",
    "Canada Post, 7035114477138473",
    "DHL Express, 3318810010",
    "Royal Mail, RB123456786GB",
    "DPD, 09980000020034E",
    "Old Dominion, 07209562773",
    "Deutsche Post, see notes",
    "Deutsche Post, '1Z5R89390357567127, 1Z879E930346834440'",
    "Deutsche Post, 00000000000"
  })
  @DisplayName("a number that cannot be the named carrier's: its name, but no link made up")
  void noLinkRatherThanAWrongOne(String name, String number) {
    CarrierLink link = link(name, number, null, "US");
    assertEquals(name, link.name());
    assertNotNull(link.code());
    assertNull(link.url());
  }

  @ParameterizedTest
  @CsvSource({"Amazon Logistics, TBA000000000000", "Amazon, TBA123456789012"})
  @DisplayName("a carrier without a public page gets none")
  void noPage(String name, String number) {
    CarrierLink link = link(name, number, null, "DE");
    assertNotNull(link.code());
    assertNull(link.url());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Other", "other", "", "  ", "-", "N/A", "Custom", "none"})
  @DisplayName("S2-14: nobody named: the only carrier by check digit")
  void recognised(String nobody) {
    CarrierLink link = link(nobody, "1Z 5R8 939 03 5756 7127", null, null);
    assertEquals(
        new CarrierLink(
            "ups",
            "UPS",
            "1Z5R89390357567127",
            "https://www.ups.com/track?tracknum=1Z5R89390357567127"),
        link);
  }

  @ParameterizedTest
  @CsvSource({
    "287809468872, ", // two carriers
    "123456789013, JP", // three of one country
    "TBA000000000000, US", // no check digit
    "51087693037816, IN",
    "000000000000, DE",
    "see notes, ",
    "'', "
  })
  @DisplayName("ambiguous or unproven: no carrier, no link")
  void notRecognised(String number, @Nullable String country) {
    CarrierLink link = link("Other", number, null, country);
    assertNull(link.code());
    assertNull(link.name());
    assertNull(link.url());
  }

  @Test
  void theOriginSettlesTies() {
    assertEquals("fedex", link(null, "287809468872", null, "fr").code());
    assertNull(link(null, "287809468872", null, "CA").code());
  }

  @Test
  @DisplayName("a post that we know only by its numbers: a name, no link")
  void anyPost() {
    CarrierLink link = link(null, "RB123456785CV", null, null);
    assertEquals("Correios de Cabo Verde", link.name());
    assertNull(link.url());
    assertNull(link(null, "RB123456785XX", null, null).name());
  }

  @Test
  @DisplayName("S2-14: a carrier we don't know is shown by the name it was given")
  void unknownName() {
    CarrierLink link = link("Pauls\u202e <b>Kurier\r\nBcc: x</b>", "4711-0815 a", null, "DE");
    assertNull(link.code());
    assertEquals("Pauls <b>Kurier Bcc: x</b>", link.name());
    assertEquals("4711-0815 a", link.number());
    assertNull(link.url());
  }

  @Test
  @DisplayName("against a strange name a number speaks only if it has letters")
  void unknownNameAndAKnownNumber() {
    CarrierLink ups = link("Economy", "1Z5R89390357567127", null, "US");
    assertNull(ups.code());
    assertEquals("Economy", ups.name());
    assertEquals("https://www.ups.com/track?tracknum=1Z5R89390357567127", ups.url());
    assertNull(link("Economy", "986578788855", null, "US").url());
  }

  @ParameterizedTest
  @CsvSource({
    "Hermes, 12345678901234, , hermes_de",
    "Hermes, 1234567890123456, , evri",
    "Hermes, H1234567890123456789, DE, hermes_de",
    "Hermes, H1234567890123456789, GB, evri",
    "Hermes, H1234567890123456789, , ",
    "DHL, 123456789012, , dhl_parcel_de",
    "DHL, 4711, DE, ",
    "DHL, , DE, "
  })
  @DisplayName("of namesakes the number decides; where it cannot, the name stays as given")
  void namesakes(
      String name, @Nullable String number, @Nullable String country, @Nullable String code) {
    CarrierLink link = link(name, number, null, country);
    assertEquals(code, link.code());
    if (code == null) {
      assertEquals(name, link.name());
      assertNull(link.url());
    }
  }

  @Test
  void nothingAtAll() {
    assertEquals(new CarrierLink(null, null, null, null), link(null, null, null, null));
  }

  @Test
  void numbersAreEncodedIntoLinks() {
    assertEquals(
        "https://www.laposte.fr/outils/suivre-vos-envois?code=AB-123",
        link("Colissimo", "ab-123", null, "FR").url());
  }

  private static String assertNotNullUrl(CarrierLink link) {
    assertNotNull(link.url(), link.toString());
    return link.url();
  }
}
