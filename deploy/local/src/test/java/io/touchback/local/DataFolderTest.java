package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @Test
  void othersReadNeitherMailsNorEventsNorLogs(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("mailbox"));
    Files.setPosixFilePermissions(
        folder.resolve("mailbox"), PosixFilePermissions.fromString("rwxr-xr-x"));
    var data = DataFolder.hold(folder);
    for (var ours : new String[] {"mailbox", "kafka", "logs", "processes"}) {
      assertEquals("rwx------", mode(data.resolve(ours)), ours);
    }
    assertEquals("rwx--x--x", mode(folder), "PostgreSQL's user passes through");
  }

  private static String mode(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
