package io.touchback.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * What a JVM remembers of a program's start, so that the next one takes a third of the time: an AOT
 * cache (JEP 514), recorded by the first run, written when that ends. Only where the JVM can; a
 * start never fails for it.
 */
public final class StartCache {
  private static final int FIRST_JAVA = 25;

  private final Path cache;
  private final Path recording;
  private final boolean able;

  private StartCache(Path cache, Path recording, boolean able) {
    this.cache = cache;
    this.recording = recording;
    this.able = able;
  }

  /** Remembers nothing. */
  public static StartCache none() {
    return new StartCache(Path.of(""), Path.of(""), false);
  }

  /** A cache fits one build of the jar and one JVM: any other has its own. */
  public static StartCache of(Path folder, String name, Path jar) {
    return of(folder, name, jar, Runtime.version().feature());
  }

  static StartCache of(Path folder, String name, Path jar, int java) {
    try {
      Files.createDirectories(folder);
      var key = name + "-" + key(jar);
      forgetOthers(folder, name + "-", key);
      var able = java >= FIRST_JAVA;
      return new StartCache(folder.resolve(key + ".aot"), folder.resolve(key + ".recording"), able);
    } catch (IOException e) {
      return none();
    }
  }

  /** Options of the next start: to use what is remembered, else to remember. */
  public List<String> options() {
    if (!able) {
      return List.of();
    }
    return Files.exists(cache)
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
        : List.of("-XX:AOTCacheOutput=" + recording, "-Xlog:aot=off", "-Xlog:cds=off");
  }

  /** Whether the run that was started last is being remembered: it takes a little longer to end. */
  public boolean records() {
    return able && !Files.exists(cache);
  }

  /** To be told when the run has ended by itself: what it has written is whole. */
  public void keep() {
    try {
      if (Files.exists(recording)) {
        Files.move(recording, cache, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // The next run records again.
    }
  }

  private static String key(Path jar) throws IOException {
    var build =
        String.join(
            "\n",
            System.getProperty("java.home"),
            System.getProperty("java.vm.version"),
            jar.toString(),
            String.valueOf(Files.size(jar)),
            String.valueOf(Files.getLastModifiedTime(jar)));
    return UUID.nameUUIDFromBytes(build.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static void forgetOthers(Path folder, String prefix, String key) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (name.startsWith(prefix) && !name.equals(key + ".aot")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
