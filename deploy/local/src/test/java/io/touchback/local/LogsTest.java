package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  @TempDir Path folder;

  @Test
  void aLogTooLargeIsPutAsideWhileItsWriterGoesOn() throws Exception {
    var log = folder.resolve("x.log");
    var logs = new Logs(List.of(log, folder.resolve("absent.log")), 10);
    try (var writer = new FileOutputStream(log.toFile(), true)) {
      for (var text : new String[] {"the first line\n", "the second line\n", "the third line\n"}) {
        writer.write(text.getBytes(StandardCharsets.UTF_8));
        logs.rotate();
        logs.rotate();
      }
      writer.write("short\n".getBytes(StandardCharsets.UTF_8));
      logs.rotate();
    }
    assertEquals("short\n", Files.readString(log));
    assertEquals("the third line\n", Files.readString(folder.resolve("x.log.1")));
    assertEquals("the second line\n", Files.readString(folder.resolve("x.log.2")));
    assertFalse(Files.exists(folder.resolve("x.log.3")));
  }

  @Test
  void itsEndIsShownAndNoMore() throws Exception {
    var log = folder.resolve("x.log");
    Files.writeString(log, "line\n".repeat(100) + "last\n");
    assertEquals("line\n".repeat(14) + "last", Logs.end(log));
    assertEquals("", Logs.end(folder.resolve("absent.log")));
  }
}
