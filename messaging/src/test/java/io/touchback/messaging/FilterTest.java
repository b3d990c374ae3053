package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FilterTest {
  @Test
  void whatIsNotAskedForNarrowsNothing() {
    var filter = new Filter().with("shop = ?", null);
    assertEquals("", filter.where());
    assertArrayEquals(new Object[] {50}, filter.arguments(50));
  }

  @Test
  void eachPlaceIsFilledInTurn() {
    var filter =
        new Filter().with("shop = ?", "oak").with("id = ? or number = ?", "#1").with("seq < ?", 9L);
    assertEquals(" where (shop = ?) and (id = ? or number = ?) and (seq < ?)", filter.where());
    assertArrayEquals(new Object[] {"oak", "#1", "#1", 9L, 50}, filter.arguments(50));
  }
}
