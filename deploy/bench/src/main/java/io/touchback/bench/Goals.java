package io.touchback.bench;

import io.touchback.bench.report.Figure;
import io.touchback.bench.report.Findings;
import io.touchback.bench.report.Goal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What we promised ourselves, held against what was found. */
final class Goals {
  private final Findings findings;

  private Goals(Findings findings) {
    this.findings = findings;
  }

  static List<Goal> of(Findings findings) {
    return new Goals(findings).all();
  }

  private List<Goal> all() {
    return List.of(
        atLeast(1, "webhook to mail, sustained", 1_000, "sustained", "webhook to mail"),
        atLeast(
            2, "consumer half, share of a bare probe", 0.5, "consumer", "share of the bare probe"),
        atMost(
            3,
            "CPU per 1,000, all but the bench",
            1.7,
            "sustained",
            "CPU of services, broker and database"),
        atMost(4, "10 a second, webhook to mail p50", 6, "low-load", "webhook to mail p50"),
        atMost(4, "10 a second, webhook to mail p99", 15, "low-load", "webhook to mail p99"),
        atLeast(5, "accept, share of bare commits", 0.4, "accept", "share of the bare commits"),
        atMost(
            5,
            "accept at twice the sustained rate p99",
            250,
            "accept",
            "webhook to 200 at twice the sustained rate p99"),
        atLeast(6, "outbox relay, share of a bare claim", 0.25, "relay", "share of the bare claim"),
        atLeast(7, "clocks armed, times db-scheduler", 10, "clocks", "armed, times db-scheduler"),
        atLeast(7, "clocks fired, times db-scheduler", 2, "clocks", "fired, times db-scheduler"),
        atMost(7, "a sweep when nothing is due", 1, "clocks", "a sweep when nothing is due"),
        atMost(7, "alert after due p99", 1_000, "clocks", "alert after due p99"),
        atLeast(
            8,
            "mail server 20 ms away, times a stepwise client",
            3,
            "slow-mail",
            "20 ms away: times the stepwise client"),
        atMost(
            10,
            "memory of the services under load",
            600,
            "sustained",
            "memory of the services (PSS)"),
        atMost(10, "the slowest service ready, alone", 3, "start", "the slowest ready, alone"));
  }

  private Goal atLeast(int number, String what, double wanted, String scenario, String figure) {
    var found = found(scenario, figure);
    return new Goal(number, what, unit(found), true, wanted, median(found));
  }

  private Goal atMost(int number, String what, double wanted, String scenario, String figure) {
    var found = found(scenario, figure);
    return new Goal(number, what, unit(found), false, wanted, median(found));
  }

  private @Nullable Figure found(String scenario, String figure) {
    return findings.find(scenario, figure).orElse(null);
  }

  private static String unit(@Nullable Figure figure) {
    return figure == null ? "" : figure.unit();
  }

  private static @Nullable Double median(@Nullable Figure figure) {
    return figure == null ? null : figure.median();
  }
}
