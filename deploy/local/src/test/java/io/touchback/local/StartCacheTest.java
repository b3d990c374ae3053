package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartCacheTest {
  private final Path folder = ThrowawayFolder.create();
  private final Path caches = folder.resolve("start");
  private final Path jar = folder.resolve("quarkus-run.jar");

  private StartCache cache(int java) throws IOException {
    if (!Files.exists(jar)) {
      Files.writeString(jar, "a build");
    }
    return StartCache.of(caches, "orders-service", jar, java);
  }

  private static Path file(StartCache cache) {
    return Path.of(cache.options().get(0).split("=", 2)[1]);
  }

  private void recordOnce() throws IOException {
    var first = cache(25);
    Files.writeString(file(first), "remembered");
    first.keep();
  }

  @Test
  void theFirstRunIsRememberedAndTheNextOnesUseIt() throws IOException {
    var first = cache(25);
    assertTrue(first.options().get(0).startsWith("-XX:AOTCacheOutput="));
    assertTrue(first.records());
    Files.writeString(file(first), "remembered");
    first.keep();

    var next = cache(25);
    assertTrue(next.options().get(0).startsWith("-XX:AOTCache="));
    assertEquals("remembered", Files.readString(file(next)));
    assertFalse(next.records());
  }

  @Test
  void whatARunLeftThatWasKilledIsNotUsed() throws IOException {
    Files.writeString(file(cache(25)), "half");
    var next = cache(25);
    assertTrue(next.records());
    assertFalse(Files.exists(file(next)));
  }

  @Test
  void anotherBuildHasItsOwnAndTheOldOneIsForgotten() throws IOException {
    recordOnce();
    var old = file(cache(25));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    assertTrue(cache(25).records());
    assertFalse(Files.exists(old));
  }

  @Test
  void anOlderJavaRemembersItsClasses() throws IOException {
    var first = cache(17);
    assertTrue(first.options().get(0).startsWith("-XX:ArchiveClassesAtExit="));
    Files.writeString(file(first), "classes");
    first.keep();
    assertTrue(cache(17).options().get(0).startsWith("-XX:SharedArchiveFile="));
    assertEquals("classes", Files.readString(file(cache(17))));
  }

  @Test
  void aVeryOldOneStartsAsEver() throws IOException {
    assertEquals(List.of(), cache(12).options());
    assertFalse(cache(12).records());
  }

  @Test
  void aFolderThatCannotBeUsedCostsNoStart() throws IOException {
    Files.writeString(caches, "no folder");
    assertEquals(List.of(), cache(25).options());
  }
}
