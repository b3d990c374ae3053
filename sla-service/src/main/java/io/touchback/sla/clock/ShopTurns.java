package io.touchback.sla.clock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.touchback.sla.alert.Alert;
import io.touchback.sla.alert.Alert.Ending;
import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.ClockTable.Passed;
import io.touchback.sla.clock.ShopTable.Turned;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Has the clocks of a shop follow it when it has left, come back or become known: a few thousand in
 * a transaction, however many there are. Which shops have turned stands in their rows until all is
 * done: after a crash it begins again, and two instances that do the same do no harm.
 */
@Singleton
public final class ShopTurns {
  private static final Logger LOG = Logger.getLogger(ShopTurns.class);
  private static final int AT_ONCE = 2000;

  private final ShopTable shops;
  private final ClockTable clocks;
  private final OrderClocks orders;
  private final Alerts alerts;
  private final Set<String> failing = new HashSet<>();

  ShopTurns(ShopTable shops, ClockTable clocks, OrderClocks orders, Alerts alerts) {
    this.shops = shops;
    this.clocks = clocks;
    this.orders = orders;
    this.alerts = alerts;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void follow() {
    attempt(
        Alert.EVERY_SHOP, () -> shops.turned().forEach(shop -> attempt(shop, () -> follow(shop))));
  }

  /** What fails for one shop does not keep the others waiting; it is said once. */
  private void attempt(String shop, Runnable work) {
    try {
      work.run();
      failing.remove(shop);
    } catch (RuntimeException e) {
      if (failing.add(shop)) {
        LOG.warnf("Shop %s: clocks do not follow it at the moment (%s); tried again", shop, e);
      }
    }
  }

  private void follow(String shop) {
    var walk = Optional.of(Walk.BEGIN);
    while (walk.isPresent()) {
      var so = walk.get();
      walk = QuarkusTransaction.requiringNew().call(() -> further(shop, so));
    }
  }

  /**
   * While this holds the shop nobody arms a clock of it.
   *
   * @return empty when there is no more to do
   */
  private Optional<Walk> further(String name, Walk walk) {
    return shops.heldIfTurned(name).flatMap(turned -> further(turned, walk.on(turned)));
  }

  private Optional<Walk> further(Turned turned, Walk walk) {
    var shop = turned.shop();
    var passed = clocks.pass(shop, walk.last(), AT_ONCE);
    var concerned = passed.stream().filter(Passed::concerned).toList();
    if (shop.active()) {
      orders.lookAgain(shop, concerned.stream().map(Passed::subject).distinct().toList());
    } else {
      stop(concerned, turned);
    }
    boolean found = walk.found() || !concerned.isEmpty();
    if (passed.size() == AT_ONCE) {
      return Optional.of(new Walk(walk.by(), passed.get(AT_ONCE - 1), found));
    }
    // One that moved to an earlier time may have been missed.
    if (found && !shop.active()) {
      return Optional.of(Walk.BEGIN);
    }
    shops.settle(shop.name());
    return Optional.empty();
  }

  private void stop(Collection<Passed> some, Turned turned) {
    alerts.end(
        clocks.stop(some, turned.by()).stream()
            .map(id -> new Ending(id, Alert.State.RESOLVED, turned.by().what()))
            .toList());
  }

  /**
   * How far one has come through a shop's clocks.
   *
   * @param by the turn they follow
   * @param found whether there was anything to do since the beginning
   */
  private record Walk(String by, Passed last, boolean found) {
    static final Walk BEGIN = new Walk("", Passed.NONE, false);

    /** The shop has turned again: from the beginning. */
    Walk on(Turned turned) {
      var event = turned.by().event();
      return event.equals(by) ? this : new Walk(event, Passed.NONE, false);
    }
  }
}
