package io.touchback.orders.tracking;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarrierTableTest {
  private static final CarrierTable TABLE = CarrierTable.read();
  private static final Set<String> COUNTRIES =
      Arrays.stream(Locale.getISOCountries()).collect(toSet());

  @Test
  void knowsTheWorld() {
    assertTrue(TABLE.all().size() >= 300, "" + TABLE.all().size());
    assertEquals(
        TABLE.all().size(), TABLE.all().stream().map(KnownCarrier::code).distinct().count());
  }

  @Test
  @DisplayName("every link is an https address of a real host with the number in it once")
  void linksAreSane() {
    for (KnownCarrier carrier : TABLE.all()) {
      String link = carrier.linkTo("AB 12/3");
      if (link != null) {
        assertEquals(link, OutsideLink.of(link), carrier.code());
        assertTrue(link.startsWith("https://"), link);
        assertNotNull(URI.create(link).getHost(), link);
        assertEquals(2, link.split("AB%2012%2F3", -1).length, link);
      }
    }
  }

  @Test
  void countriesAreCountries() {
    for (KnownCarrier carrier : TABLE.all()) {
      for (String country : carrier.from()) {
        assertTrue(
            country.equals("*") || country.equals("XK") || COUNTRIES.contains(country),
            carrier.code() + " " + country);
      }
    }
  }

  @Test
  @DisplayName("one post answers for each country's S10 numbers")
  void oneS10CarrierACountry() {
    List<String> forms =
        TABLE.all().stream()
            .flatMap(carrier -> carrier.numbers().stream())
            .filter(form -> form.check() == CheckDigit.S10)
            .map(form -> form.form().pattern())
            .toList();
    assertTrue(forms.size() > 200, "" + forms.size());
    assertEquals(forms.size(), forms.stream().distinct().count());
  }

  @Test
  @DisplayName("a form with a check has the serial and the check character as its groups")
  void formsHaveTheirGroups() {
    for (KnownCarrier carrier : TABLE.all()) {
      for (NumberForm form : carrier.numbers()) {
        int groups = form.form().matcher("").groupCount();
        assertEquals(form.check() == null ? 0 : 2, groups, carrier.code() + " " + form.form());
      }
    }
  }

  @Test
  @DisplayName("names shared on purpose, and no others")
  void sharedNames() {
    Map<String, String> shared =
        Map.of(
            "DHL", "dhl_express,dhl_ecommerce,dhl_parcel_de,dhl_parcel_nl,dhl_parcel_uk",
            "dhl-universal", "dhl_express,dhl_ecommerce,dhl_parcel_de,dhl_parcel_nl,dhl_parcel_uk",
            "DHL Parcel", "dhl_parcel_nl,dhl_parcel_uk",
            "Hermes", "hermes_de,evri");
    shared.forEach(
        (name, codes) ->
            assertEquals(
                codes, TABLE.named(name).stream().map(KnownCarrier::code).collect(joining(","))));
    for (KnownCarrier carrier : TABLE.all()) {
      for (String alias : carrier.aliases()) {
        boolean known =
            shared.keySet().stream().map(CarrierName::key).anyMatch(CarrierName.key(alias)::equals);
        assertTrue(known || TABLE.named(alias).size() == 1, carrier.code() + " " + alias);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UPS, ups",
    "usps, usps",
    "DHL Express, dhl_express",
    "DPD UK, dpd_uk",
    "dpd-uk, dpd_uk",
    "dhl-parcel-nl, dhl_parcel_nl",
    "Japan Post (EN), japan_post",
    "Sagawa (JA), sagawa",
    "taqbin-jp, yamato",
    "4PX, 4px",
    "BPost, bpost",
    "Evri, evri",
    "evri-hermes, evri",
    "Amazon Logistics UK, amazon",
    "An Post, an_post",
    "Deutsche Post (DE), deutsche_post",
    "Österreichische Post, postat",
    "osterreichische-post, postat",
    "Zásilkovna, packeta",
    "Colis Privé, colis_prive",
    "Yurtiçi Kargo, yurtici",
    "PostNord SE, postnord",
    "Inpost, inpost",
    "Bluedart, bluedart",
    "New Zealand Post, nz_post",
    "canadapost, canada_post",
    "la-poste-colissimo, la_poste",
    "Colissimo, la_poste",
    "Correios, correios",
    "Correos, correos",
    "GLS, gls",
    "Lasership, lasership",
    "Couriers Please, couriers_please",
    "西濃運輸, seino",
    "dhl_parcel_de, dhl_parcel_de",
    "Lietuvos Paštas, lietuvos_pastas",
    "ROYAL MAIL, royal_mail",
    "U.P.S., ups",
    "usps_international, usps"
  })
  @DisplayName("carriers as Shopify, WooCommerce's plugins and karrio spell them")
  void spellings(String spelled, String code) {
    assertEquals(List.of(code), TABLE.named(spelled).stream().map(KnownCarrier::code).toList());
  }

  @ParameterizedTest
  @CsvSource({"Correos del Mundo", "DHLX", "UPS Store Ltd", "Post", "Express"})
  void doesNotTakeAPartForTheWhole(String name) {
    assertEquals(List.of(), TABLE.named(name));
  }
}
