package io.touchback.bench.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the machine's processors have done since it started, in ticks; nothing on other systems than
 * Linux.
 *
 * @param wanted by whoever runs here
 * @param withheld of that: a virtual machine's host gave it to others ({@code steal} of proc(5))
 */
public record Processors(long wanted, long withheld) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  public static Processors now() {
    try (var lines = Files.lines(STAT)) {
      return lines.findFirst().map(Processors::of).orElseThrow(IOException::new);
    } catch (IOException e) {
      return new Processors(0, 0);
    }
  }

  /** From the line of all processors together. */
  static Processors of(String line) {
    long[] ticks =
        Stream.of(line.split("\\s+")).skip(1).mapToLong(Long::parseLong).limit(STEAL + 1).toArray();
    return new Processors(LongStream.of(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT], ticks[STEAL]);
  }

  /** Percent of what was wanted since then; NaN if nobody knows. */
  public double percentWithheldSince(Processors before) {
    return 100.0 * (withheld - before.withheld) / (wanted - before.wanted);
  }
}
