package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;

/** Each service started with nothing else to do on the machine, until it says that it is ready. */
public final class Start implements Scenario {
  private static final double MILLIS_PER_SECOND = 1e3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(Stage stage) {
    double slowest = 0;
    for (var service : Service.values()) {
      var seconds = new double[stage.sizes().rounds()];
      for (int round = 0; round < seconds.length; round++) {
        seconds[round] = stage.startAlone(service).toMillis() / MILLIS_PER_SECOND;
      }
      var figure = stage.findings().add(name(), service.word() + " ready, alone", "s", seconds);
      slowest = Math.max(slowest, figure.median());
    }
    stage.findings().add(name(), "the slowest ready, alone", "s", slowest);
  }
}
