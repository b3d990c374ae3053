package io.touchback.bench;

import io.touchback.bench.house.House;
import io.touchback.bench.load.Books;
import io.touchback.bench.report.Findings;
import io.touchback.bench.scenario.Accept;
import io.touchback.bench.scenario.Burst;
import io.touchback.bench.scenario.ConsumerHalf;
import io.touchback.bench.scenario.Limits;
import io.touchback.bench.scenario.LowLoad;
import io.touchback.bench.scenario.RelayOnly;
import io.touchback.bench.scenario.Scenario;
import io.touchback.bench.scenario.SlowMail;
import io.touchback.bench.scenario.Stage;
import io.touchback.bench.scenario.Sustained;
import io.touchback.bench.sink.MailSink;
import java.nio.file.Path;
import java.util.List;

/** Runs the scenarios, prints what they found, and fails if a mail was lost or doubled. */
public final class Bench {
  private static final List<Scenario> SCENARIOS =
      List.of(
          new Limits(),
          new Burst(),
          new Sustained(),
          new LowLoad(),
          new Accept(),
          new RelayOnly(),
          new ConsumerHalf(),
          new SlowMail());

  private Bench() {}

  public static void main(String[] arguments) {
    var options = Options.of(arguments, SCENARIOS);
    var target = Path.of(System.getProperty("touchback.root", ""), "deploy/bench/target");
    var books = new Books();
    var findings = new Findings(System.out);
    findings.say(House.machine());
    try (var sink = new MailSink(books::enter);
        var house = new House(target.resolve("bench"), sink.port(), options.recording())) {
      var stage = new Stage(house, sink, books, findings, options.sizes());
      for (var scenario : options.scenarios()) {
        findings.say(scenario.name());
        scenario.run(stage);
      }
      stage.settle();
    }
    findings.say(
        "lost %d, doubled %d, strays %d of %,d"
            .formatted(books.lost(), books.doubled(), books.strays(), books.owed()));
    System.exit(books.lost() + books.doubled() + books.strays() == 0 ? 0 : 1);
  }
}
