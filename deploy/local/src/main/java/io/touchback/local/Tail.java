package io.touchback.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/** Prints a topic's events as they come, one JSON a line: {@code deploy/tail}. */
final class Tail {
  private static final String USAGE = "usage: deploy/tail TOPIC [--from-beginning]";
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private final String bootstrapServers;
  private final PrintStream out;
  private final Set<String> said = new HashSet<>();

  private Tail(String bootstrapServers, PrintStream out) {
    this.bootstrapServers = bootstrapServers;
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
      new Tail(settings.bootstrapServers(), out).follow(topics.get(0), !options.isEmpty());
    } catch (KafkaException e) {
      System.err.println("deploy/tail: " + e.getMessage());
      System.exit(1);
    }
  }

  private void follow(String topic, boolean fromBeginning) throws InterruptedException {
    var watch = new Thread(Tail::endWithItsReader, "reader watch");
    watch.setDaemon(true);
    watch.start();
    try (var reader = new TopicReader(bootstrapServers, topic)) {
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

  /**
   * A writer learns only at its next line that its reader ({@code | head -1}) has gone. On Linux
   * one can ask: to open a pipe for writing blocks while nobody reads it.
   */
  private static void endWithItsReader() {
    var pipe = Path.of("/proc/self/fd/1");
    try {
      while (Files.readSymbolicLink(pipe).toString().startsWith("pipe:")) {
        TimeUnit.MILLISECONDS.sleep(500);
        CompletableFuture.runAsync(() -> open(pipe)).get(500, TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      Runtime.getRuntime().halt(0);
    } catch (Exception e) {
      // Not Linux: the next line will tell.
      return;
    }
  }

  private static void open(Path pipe) {
    try (OutputStream opened = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
      opened.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
