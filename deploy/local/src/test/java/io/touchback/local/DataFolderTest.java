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
  void aFolderThatIsThereKeepsItsMode(@TempDir Path folder) throws IOException {
    for (var mode : new String[] {"rwxrwxrwx", "rwxr-x--x"}) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
      Folders.letPassAlso(folder);
      assertEquals(mode, mode(folder));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    Folders.letPassAlso(folder);
    assertEquals("rwxr-x--x", mode(folder), "PostgreSQL's user passes through");
  }

  @Test
  void othersReadNeitherMailsNorEventsNorLogs(@TempDir Path parent) throws IOException {
    var folder = parent.resolve("data");
    Files.createDirectories(folder.resolve("mailbox"));
    Files.setPosixFilePermissions(
        folder.resolve("mailbox"), PosixFilePermissions.fromString("rwxr-xr-x"));
    var data = DataFolder.hold(folder);
    for (var ours : new String[] {"mailbox", "kafka", "logs", "processes"}) {
      assertEquals("rwx------", mode(data.resolve(ours)), ours);
    }
  }

  @Test
  void aFolderOfOursIsNobodyElsesToRead(@TempDir Path parent) throws IOException {
    DataFolder.hold(parent.resolve("data"));
    assertEquals("rwx--x--x", mode(parent.resolve("data")), "PostgreSQL's user passes through");
  }

  private static String mode(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
