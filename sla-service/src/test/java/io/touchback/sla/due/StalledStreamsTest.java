package io.touchback.sla.due;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import io.touchback.sla.alert.Alerts;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StalledStreamsTest {
  private static final Instant SOMETIME = Instant.parse("2026-03-02T09:15:01Z");

  @Inject Alerts alerts;
  @Inject Database database;

  private final AtomicLong nanos = new AtomicLong();
  private Instant upTo = Instant.EPOCH;
  private @Nullable Instant lastRead;
  private StalledStreams streams;

  @BeforeEach
  void fresh() {
    database.update("delete from alert where policy = 'stream.behind'");
    database.update("delete from outbox where source = '/shops/*'");
    streams = anInstance();
  }

  private StalledStreams anInstance() {
    var progress =
        new StreamProgress() {
          @Override
          public Instant readUpTo(Gate gate) {
            return upTo;
          }

          @Override
          public Instant watermark(String topic) {
            return topic.equals("orders") ? upTo : Instant.EPOCH;
          }

          @Override
          public Optional<Instant> lastRead(String topic) {
            return topic.equals("orders") ? Optional.ofNullable(lastRead) : Optional.empty();
          }
        };
    return new StalledStreams(progress, alerts, Duration.ofSeconds(60), nanos::get);
  }

  private void after(Duration wait) {
    nanos.addAndGet(wait.toNanos());
    streams.look();
  }

  private List<String> told() {
    return database.query(
        row -> row.getString(1),
        "select split_part(type, '.', 3) || ' ' || subject from outbox"
            + " where source = '/shops/*' order by seq");
  }

  @Test
  void aStreamThatStandsStillIsAnAlertUntilItMovesOn() {
    upTo = SOMETIME;
    streams.look();
    after(Duration.ofSeconds(59));
    assertEquals(List.of(), told());
    after(Duration.ofSeconds(1));
    after(Duration.ofSeconds(60));
    assertEquals(List.of("AlertRaised orders"), told());

    upTo = SOMETIME.plusSeconds(30);
    after(Duration.ofSeconds(1));
    assertEquals(List.of("AlertRaised orders"), told());
    upTo = SOMETIME.plusSeconds(61);
    after(Duration.ofSeconds(1));
    assertEquals(List.of("AlertRaised orders", "AlertResolved orders"), told());
  }

  @Test
  void aStreamThatMovesIsNoneHoweverFarBehindItIs() {
    for (int i = 0; i < 10; i++) {
      upTo = SOMETIME.plusSeconds(i);
      after(Duration.ofSeconds(50));
    }
    assertEquals(List.of(), told());
  }

  @Test
  void aFreshStartWithoutAnyProgressIsNone() {
    streams.look();
    after(Duration.ofDays(1));
    assertEquals(List.of(), told());
  }

  @Test
  @DisplayName(
      "after a start that finds no progress: what was read last tells since when we are blind")
  void aStreamThatWasReadBeforeMayStandStillFromTheStart() {
    lastRead = SOMETIME;
    streams.look();
    after(Duration.ofSeconds(59));
    assertEquals(List.of(), told());
    after(Duration.ofSeconds(1));
    assertEquals(List.of("AlertRaised orders"), told());
    assertEquals(SOMETIME.plusSeconds(60), alerts.open("stream.behind").get(0).dueAt());

    lastRead = SOMETIME.plusSeconds(61);
    after(Duration.ofSeconds(1));
    assertEquals(List.of("AlertRaised orders", "AlertResolved orders"), told());
  }

  @Test
  void whoKnowsProgressAgainHasMoved() {
    lastRead = SOMETIME;
    streams.look();
    after(Duration.ofSeconds(50));
    upTo = SOMETIME.minus(Duration.ofDays(3));
    after(Duration.ofSeconds(50));
    upTo = upTo.plusSeconds(1);
    after(Duration.ofSeconds(50));
    assertEquals(List.of(), told());
  }

  @Test
  @DisplayName("G3: a wall clock that is set back takes watermarks with it; they move all the same")
  void aStreamThatMovesOnAfterTheClockWasSetBackIsNone() {
    upTo = SOMETIME;
    streams.look();
    upTo = SOMETIME.minus(Duration.ofMinutes(10));
    for (int i = 0; i < 10; i++) {
      after(Duration.ofSeconds(50));
      upTo = upTo.plusSeconds(50);
    }
    assertEquals(List.of(), told());

    after(Duration.ofSeconds(59));
    after(Duration.ofSeconds(60));
    assertEquals(List.of("AlertRaised orders"), told());
  }

  @Test
  void twoInstancesTellItOnce() {
    upTo = SOMETIME;
    var other = anInstance();
    streams.look();
    other.look();
    after(Duration.ofSeconds(61));
    other.look();
    assertEquals(List.of("AlertRaised orders"), told());
  }
}
