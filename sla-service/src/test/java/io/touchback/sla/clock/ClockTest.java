package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.policy.Policy;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClockTest {
  private static final String TIMED = "01a21d80-5463-7cd4-a289-56ec6b92cc45";

  @Test
  @DisplayName("T5: a clock has the same id in each replay, and no other clock has it")
  void idsAreGiven() {
    var id = id(TIMED, "dispatch");
    assertEquals(id, id(TIMED, "dispatch"));
    assertNotEquals(id, id(TIMED, "another"));
    assertNotEquals(id, id(TIMED.replace("56ec", "56ed"), "dispatch"));
  }

  @Test
  @DisplayName("A clock's id begins with the time in its order's, and is a UUID of version 8")
  void idsStandTogether() {
    var id = id(TIMED, "dispatch");
    assertTrue(id.toString().startsWith("01a21d80-5463-8"), id.toString());
    assertEquals(8, id.version());
    assertEquals(2, id.variant());
  }

  @Test
  @DisplayName("What has no time in its id has clocks with ids by name, of version 3")
  void otherIds() {
    assertEquals(3, id(UUID.nameUUIDFromBytes(new byte[0]).toString(), "dispatch").version());
    assertEquals(3, id("some-shop", "heartbeat").version());
    assertEquals(3, id("01a21d80-5463-7cd4-a289-56ec6b92cc4", "heartbeat").version());
  }

  private static UUID id(String order, String key) {
    var start = new Mark(Instant.EPOCH, "event", "paid");
    var cycle =
        new Cycle(
            Policy.ORDER_DISPATCH,
            key,
            null,
            start,
            null,
            new Deadline.AfterStart(),
            null,
            "Nothing");
    return Clock.id(Subject.order("shop", order, "#1"), cycle);
  }
}
