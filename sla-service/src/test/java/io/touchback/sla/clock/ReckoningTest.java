package io.touchback.sla.clock;

import static io.touchback.sla.clock.OrderExamples.anOrder;
import static io.touchback.sla.clock.OrderExamples.parcel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.sla.clock.Reckoning.Ground;
import io.touchback.sla.clock.Reckoning.Outcome;
import io.touchback.sla.policy.Policy;
import io.touchback.sla.policy.PolicySet;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReckoningTest {
  private static final Shop SHOP = new Shop("beads", ZoneOffset.UTC, "DE", true);

  /** Asking means reckoning all rules again, of the order as it was before. */
  @Test
  void nobodyAsksWhetherScansThatWereFollowedInTimeAreNews() {
    var order = anOrder();
    var facts =
        List.of(
            order.shipped("2026-03-03T14:02:00Z", parcel(1), 0),
            order.scanned("2026-03-04T02:00:00Z", parcel(1), "picked_up", 0),
            order.scanned("2026-03-05T02:00:00Z", parcel(1), "in_transit", 0),
            order.scanned("2026-03-06T02:00:00Z", parcel(1), "out_for_delivery", 0));
    var watch = new Watch().of(SHOP).read(facts.toArray(Fact[]::new));
    var held =
        Arrays.stream(Policy.values()).flatMap(policy -> watch.clocks(policy).stream()).toList();
    var subject = Subject.order("beads", OrderExamples.ID, "#1001");
    var story = new Story(OrderExamples.ID, facts);

    var outcome =
        new Reckoning(
                subject,
                held,
                cycle -> {
                  throw new AssertionError("Asked of " + cycle);
                },
                new Ground(SHOP, PolicySet.BUILT_IN, cycle -> true))
            .of(ClockRules.cycles(story, ZoneOffset.UTC));
    assertEquals(Outcome.empty(), outcome);
  }
}
