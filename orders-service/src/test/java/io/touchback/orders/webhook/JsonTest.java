package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.order.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static Json json(String json) {
    return Json.of(Payloads.parse(json.replace('\'', '"')));
  }

  @Test
  @DisplayName("W2: ids beyond 2^53 keep every digit")
  void idsAreExact() {
    assertEquals("820982911946154511", json("{'id':820982911946154511}").id("id"));
    assertEquals("9".repeat(30), json("{'id':" + "9".repeat(30) + "}").id("id"));
    assertEquals("AB-1", json("{'id':' AB-1 '}").id("id"));
    assertNull(json("{'id':1.5}").id("id"));
    assertNull(json("{'id':true}").id("id"));
    assertNull(json("{'id':''}").id("id"));
    assertNull(json("{'id':'" + "x".repeat(201) + "'}").id("id"));
  }

  @Test
  void amountsAreExactInMinorUnits() {
    Json json = json("{'a':'0.10','b':0.1,'c':'90071992547409.93','d':'1450','e':' -10.00 '}");
    assertEquals(new Money(10, "EUR"), json.money("a", "EUR"));
    assertEquals(new Money(10, "EUR"), json.money("b", "EUR"));
    assertEquals(new Money(9007199254740993L, "EUR"), json.money("c", "eur"));
    assertEquals(new Money(1450, "JPY"), json.money("d", "JPY"));
    assertEquals(new Money(-1000, "EUR"), json.money("e", "EUR"));
  }

  @Test
  void amountsThatMakeNoSenseAreUnknown() {
    Json json = json("{'a':'1,50','b':'NaN','c':'1e5','d':{},'e':'99999999999999999999','f':'1'}");
    for (String name : List.of("a", "b", "c", "d", "e")) {
      assertNull(json.money(name, "EUR"), name);
    }
    assertNull(json.money("f", "BTC"));
    assertNull(json.money("f", null));
  }

  @Test
  @DisplayName("W4: no exponent makes us write a billion digits")
  void hugeExponentsAreNoNumbers() {
    Json json = json("{'a':1e999999999,'b':1e-999999999}");
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (String name : List.of("a", "b")) {
            assertNull(json.money(name, "EUR"));
            assertNull(json.text(name));
            assertNull(json.id(name));
            assertEquals(7, json.count(name, 7));
          }
        });
  }

  @Test
  void momentsComeInManyDresses() {
    Instant noon = Instant.parse("2026-03-02T12:00:00Z");
    for (String text :
        List.of(
            "2026-03-02T12:00:00Z",
            "2026-03-02T13:00:00+01:00",
            "2026-03-02T07:00:00.000-0500",
            "2026-03-02T12:00:00",
            "2026-03-02 12:00:00",
            "2026-03-02t12:00:00z")) {
      assertEquals(noon, json("{'at':'" + text + "'}").instant("at"), text);
    }
    for (String text :
        List.of("", "yesterday", "2026-02-30T12:00:00Z", "0000-00-00T00:00:00", "1772452800")) {
      assertNull(json("{'at':'" + text + "'}").instant("at"), text);
    }
    assertNull(json("{'at':'+12026-03-02T12:00:00Z'}").instant("at"));
  }

  @Test
  void daysAreThoseThatWereWritten() {
    Json json = json("{'a':'2026-03-06','b':'2026-03-06T23:30:00-05:00','c':'soon','d':7}");
    assertEquals(LocalDate.of(2026, 3, 6), json.date("a"));
    assertEquals(LocalDate.of(2026, 3, 6), json.date("b"));
    assertNull(json.date("c", "d", "e"));
  }

  @Test
  void unitsAreWholeAndFew() {
    Json json = json("{'a':'2','b':0.4,'c':-3,'d':99999999999,'e':'x'}");
    assertEquals(2, json.count("a", 9));
    assertEquals(1, json.count("b", 9));
    assertEquals(0, json.count("c", 9));
    assertEquals(1_000_000, json.count("d", 9));
    assertEquals(9, json.count("e", 9));
  }

  @Test
  void flagsAreWrittenInManyWays() {
    Json json = json("{'a':true,'b':'1','c':1,'d':'yes','e':false,'f':'','g':0,'h':[]}");
    assertTrue(json.is("a") && json.is("b") && json.is("c") && json.is("d"));
    assertFalse(json.is("e") || json.is("f") || json.is("g") || json.is("h") || json.is("i"));
  }

  @Test
  @DisplayName("X6: what is missing is named, what stands there instead is not")
  void complaintsNameTheField() {
    Json json = json("{'order':{'id':{'secret':'zoe@example.com'}}}");
    assertEquals(
        "order.id is missing or unreadable",
        assertThrows(UntranslatableException.class, () -> json.at("order").requiredId("id"))
            .getMessage());
    assertThrows(UntranslatableException.class, () -> json.at("order.id.secret").object());
  }

  @Test
  void linksAreNeverCut() {
    String link = "https://example.com/" + "x".repeat(1_500);
    assertEquals(link, json("{'url':' " + link + " '}").link("url"));
    assertNull(json("{'url':'https://example.com/" + "x".repeat(3_000) + "'}").link("url"));
  }
}
