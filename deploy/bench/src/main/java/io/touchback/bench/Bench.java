package io.touchback.bench;

import io.touchback.bench.house.House;
import io.touchback.bench.house.Processors;
import io.touchback.bench.load.Books;
import io.touchback.bench.report.Chart;
import io.touchback.bench.report.Findings;
import io.touchback.bench.report.JsonFile;
import io.touchback.bench.report.Table;
import io.touchback.bench.scenario.Accept;
import io.touchback.bench.scenario.Burst;
import io.touchback.bench.scenario.Clocks;
import io.touchback.bench.scenario.ConsumerHalf;
import io.touchback.bench.scenario.Limits;
import io.touchback.bench.scenario.LowLoad;
import io.touchback.bench.scenario.RelayOnly;
import io.touchback.bench.scenario.Scenario;
import io.touchback.bench.scenario.SlowMail;
import io.touchback.bench.scenario.Soak;
import io.touchback.bench.scenario.Stage;
import io.touchback.bench.scenario.Start;
import io.touchback.bench.scenario.Sustained;
import io.touchback.bench.sink.MailSink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the scenarios, prints what they found, and fails if a mail was lost or doubled. */
public final class Bench {
  /** In a sequence that starts the services as seldom as can be. */
  static final List<Scenario> SCENARIOS =
      List.of(
          new Limits(),
          new Burst(),
          new Sustained(),
          new LowLoad(),
          new SlowMail(),
          new Accept(),
          new RelayOnly(),
          new ConsumerHalf(),
          new Clocks(),
          new Start(),
          new Soak());

  /** Held here, because a logger nobody holds forgets its level. */
  private static final Logger LOGS = Logger.getLogger("");

  private Bench() {}

  public static void main(String[] arguments) {
    LOGS.setLevel(Level.WARNING);
    // Orders, headers and SQL are formatted here, and have to have digits that machines read.
    Locale.setDefault(Locale.ROOT);
    var options = options(arguments);
    var target = Path.of(System.getProperty("touchback.root", ""), "deploy/bench/target");
    var books = new Books();
    var findings = new Findings(System.out);
    findings.say(House.machine());
    boolean whole = false;
    try (var sink = new MailSink(books::enter);
        var house = new House(target.resolve("bench"), sink.port(), options.recording())) {
      play(options.scenarios(), new Stage(house, sink, books, findings, options.sizes()), findings);
      whole = true;
    } catch (RuntimeException e) {
      e.printStackTrace();
    } finally {
      // What was found until something broke is found.
      tell(target, books, findings, whole);
    }
    System.exit(whole && isGood(books, findings) ? 0 : 1);
  }

  private static void play(List<Scenario> scenarios, Stage stage, Findings findings) {
    stage.practise();
    for (var scenario : scenarios) {
      findings.say(scenario.name());
      var before = Processors.now();
      long began = System.nanoTime();
      scenario.run(stage);
      // Figures of one that shared its processors with strangers say little but their ratios.
      findings.addIfKnown(
          scenario.name(),
          "processor time that the host withheld",
          "%",
          Processors.now().percentWithheldSince(before));
      stage.awaitRest();
      findings.say(
          "  took %d s".formatted(Duration.ofNanos(System.nanoTime() - began).toSeconds()));
    }
    stage.settle();
  }

  private static boolean isGood(Books books, Findings findings) {
    return books.lost() + books.doubled() + books.strays() == 0 && findings.failures().isEmpty();
  }

  private static Options options(String[] arguments) {
    try {
      return Options.of(arguments, SCENARIOS);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      throw e;
    }
  }

  private static void tell(Path target, Books books, Findings findings, boolean whole) {
    var count =
        new JsonFile.Count(
            books.owed(), books.refused(), books.lost(), books.doubled(), books.strays());
    var run = new JsonFile.Run(Clock.systemUTC().instant(), House.machine(), whole, count);
    var goals = Goals.of(findings);
    JsonFile.write(target.resolve("results.json"), run, findings, goals);
    Chart.write(target.resolve("results.svg"), "Goals reached, " + run.machine(), goals);
    findings.say("");
    findings.say(Table.goals(goals));
    findings.say(
        "%,d orders acknowledged, %d refused: %d lost, %d doubled, %d strays"
            .formatted(
                count.owed(), count.refused(), count.lost(), count.doubled(), count.strays()));
    findings.failures().forEach(failure -> findings.say("FAILED: " + failure));
    if (!whole) {
      findings.say("It broke off: what came after is missing");
    }
    findings.say("Also in " + target.resolve("results.json") + " and results.svg");
  }
}
