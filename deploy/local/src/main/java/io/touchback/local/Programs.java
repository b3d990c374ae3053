package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a program to its end and gives back what it said. */
final class Programs {
  private Programs() {}

  /** What a program ended with: its exit code and all it wrote. */
  record Ended(int code, String output) {
    boolean well() {
      return code == 0;
    }
  }

  static Ended run(List<String> prefix, List<String> command) {
    var whole = new ArrayList<>(prefix);
    whole.addAll(command);
    var builder = new ProcessBuilder(whole).redirectErrorStream(true);
    // The caller's psql settings and language are not the local server's.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Ended(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.get(0), e);
    }
  }

  static Ended run(String... command) {
    return run(List.of(), List.of(command));
  }

  static void runOrFail(List<String> prefix, List<String> command) {
    var ended = run(prefix, command);
    if (!ended.well()) {
      throw new UncheckedIOException(
          new IOException(command.get(0) + " failed (" + ended.code + "): " + ended.output));
    }
  }
}
