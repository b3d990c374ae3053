package io.touchback.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/** Prints a topic's events as they come, one JSON a line: {@code deploy/tail}. */
final class Tail {
  private static final String USAGE = "usage: deploy/tail TOPIC [--from-beginning]";
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private final Settings settings;
  private final PrintStream out;
  private final Set<String> said = new HashSet<>();

  private Tail(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  public static void main(String[] arguments) throws InterruptedException {
    var words = List.of(arguments);
    var topics = words.stream().filter(word -> !word.startsWith("-")).toList();
    var options = words.stream().filter(word -> word.startsWith("-")).toList();
    if (topics.size() != 1
        || !TOPIC.matcher(topics.get(0)).matches()
        || !List.of("--from-beginning").containsAll(options)) {
      System.err.println(USAGE);
      System.exit(2);
    }
    QuietLogs.entirely();
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    var settings = new Settings(System.getenv());
    try {
      new Tail(settings, out).follow(topics.get(0), !options.isEmpty());
    } catch (KafkaException e) {
      System.err.println("deploy/tail: " + TopicReader.why(e));
      System.exit(1);
    }
  }

  private void follow(String topic, boolean fromBeginning) throws InterruptedException {
    PipeReader.ofStandardOutput().ifPresent(PipeReader::endWithIt);
    try (var reader = new TopicReader(settings, topic)) {
      reader.open(fromBeginning, this::sayOnce);
      while (!out.checkError()) {
        reader.poll().forEach(event -> out.println(EventLine.of(event)));
      }
    }
  }

  private void sayOnce(String news) {
    if (said.add(news)) {
      System.err.println(news);
    }
  }
}
