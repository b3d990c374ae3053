package io.touchback.bench.scenario;

/** One thing that is measured; starts the services it needs, and leaves them running. */
public interface Scenario {
  /** For {@code --only}, and where its figures stand. */
  String name();

  void run(Stage stage);

  /** Whether it runs only where it is asked for by name. */
  default boolean onlyOnDemand() {
    return false;
  }
}
