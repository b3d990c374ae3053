package io.touchback.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Keeps log files bounded while others append to them. */
final class Logs {
  private static final long LARGEST = 10_000_000;
  private static final int LINES_AT_END = 15;

  private final List<Path> files;
  private final long largest;

  Logs(List<Path> files) {
    this(files, LARGEST);
  }

  Logs(List<Path> files, long largest) {
    this.files = files;
    this.largest = largest;
  }

  /** A log too large becomes {@code .1}, that becomes {@code .2}; older lines are forgotten. */
  void rotate() {
    for (var file : files) {
      try {
        if (Files.exists(file) && Files.size(file) > largest) {
          rotate(file);
        }
      } catch (IOException e) {
        System.err.println("Cannot rotate " + file + ": " + e.getMessage());
      }
    }
  }

  /** By copy and truncation: the writer keeps its file open, and appends. */
  private static void rotate(Path file) throws IOException {
    var first = file.resolveSibling(file.getFileName() + ".1");
    var second = file.resolveSibling(file.getFileName() + ".2");
    if (Files.exists(first)) {
      Files.move(first, second, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.copy(file, first);
    try (var log = FileChannel.open(file, StandardOpenOption.WRITE)) {
      log.truncate(0);
    }
  }

  /** The last lines, for a message; empty if there are none. */
  static String end(Path file) {
    try {
      var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
      int from = Math.max(0, lines.length - LINES_AT_END);
      return String.join("\n", Arrays.copyOfRange(lines, from, lines.length));
    } catch (IOException e) {
      return "";
    }
  }
}
