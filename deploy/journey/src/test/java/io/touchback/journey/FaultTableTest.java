package io.touchback.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class FaultTableTest {
  private final Seen seen = new Seen();

  @Test
  @DisplayName("A case that this machine does not allow is neither healed nor not healed")
  void anAbortedCaseIsSkipped() {
    var row = FaultTable.row("F5: disk full", new TestAbortedException("needs a tmpfs"), seen);
    assertFalse(row.has("healed"));
    assertEquals("F5 disk full - - - - - skipped: needs a tmpfs", words(FaultTable.line(row)));
  }

  @Test
  @DisplayName("A case that failed is not healed, and says why")
  void aFailedCaseIsNotHealed() {
    seen.lost(2);
    var row = FaultTable.row("A1: killed", new AssertionError("lost\nmuch"), seen);
    assertEquals("A1 killed NO 2 0 0 - lost", words(FaultTable.line(row)));
  }

  @Test
  @DisplayName("A case that went well is healed")
  void aGoodCaseIsHealed() {
    var row = FaultTable.row("A1: killed", null, seen);
    assertEquals("A1 killed yes 0 0 0 -", words(FaultTable.line(row)));
  }

  private static String words(String line) {
    return line.replaceAll(" +", " ");
  }
}
