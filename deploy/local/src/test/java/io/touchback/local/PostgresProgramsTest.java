package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProgramsTest {
  @TempDir Path folder;

  @Test
  @DisplayName("What could not be unpacked leaves nothing behind")
  void aBrokenArchiveLeavesNothing() throws Exception {
    var archive = new ByteArrayInputStream(new byte[1_000]);
    var home = folder.resolve("postgresql-1");
    assertThrows(IOException.class, () -> PostgresPrograms.unpack(archive, home));
    assertArrayEquals(new String[0], folder.toFile().list());
  }

  @Test
  @DisplayName("What a killed starter was unpacking goes with the next start")
  void whatAKilledStarterLeftGoes() throws Exception {
    Files.createDirectories(folder.resolve("unpacking123/bin"));
    var home = PostgresPrograms.unpackedIntoOwn(folder);
    assertArrayEquals(new String[] {home.getFileName().toString()}, folder.toFile().list());
    assertEquals(home, PostgresPrograms.unpackedIntoOwn(folder));
  }
}
