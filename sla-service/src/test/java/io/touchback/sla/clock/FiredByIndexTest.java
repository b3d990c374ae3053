package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FiredByIndexTest {
  @Inject Database database;

  @Test
  @DisplayName("what is due, its clock and whether its shop has turned are found without a scan")
  void firing() {
    var plan =
        database
            .query(
                row -> row.getString(1),
                "explain (costs off) " + DueTable.FIRE,
                Gate.ORDERS.name(),
                Instant.EPOCH,
                new UUID(0, 0),
                Instant.EPOCH,
                500)
            .stream()
            .collect(Collectors.joining("\n"));
    assertTrue(!plan.contains("Seq Scan"), plan);
    for (var index : new String[] {"due_clock_pkey", "clock_pkey", "shop_turned"}) {
      assertTrue(plan.contains(index), plan);
    }
  }
}
