package io.touchback.bench.scenario;

/** One thing that is measured; starts the services it needs, and leaves them running. */
public interface Scenario {
  /** For {@code --only}, and where its figures stand. */
  String name();

  void run(Stage stage);

  /** When it runs without being asked for by name. */
  default Runs runs() {
    return Runs.IN_THE_WHOLE;
  }

  /** When a scenario runs without being asked for by name. */
  enum Runs {
    EVEN_QUICK,
    IN_THE_WHOLE,
    NEVER
  }
}
