package io.touchback.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * What a JVM remembers of a program's start, so that the next one takes half or a third of the
 * time: an AOT cache (JEP 514) or, before Java 25, an archive of its classes (JEP 350); recorded by
 * the first run, written when that ends. Only where the JVM can; a start never fails for it.
 */
public final class StartCache {
  private static final String QUIET = "-Xlog:cds*=off";

  private final Path cache;
  private final Path recording;
  private final Means means;

  private StartCache(Path cache, Path recording, Means means) {
    this.cache = cache;
    this.recording = recording;
    this.means = means;
  }

  /** Remembers nothing. */
  public static StartCache none() {
    return new StartCache(Path.of(""), Path.of(""), Means.NONE);
  }

  /** A cache fits one build of the jar and one JVM: any other has its own. */
  public static StartCache of(Path folder, String name, Path jar) {
    return of(folder, name, jar, Runtime.version().feature());
  }

  static StartCache of(Path folder, String name, Path jar, int java) {
    try {
      Files.createDirectories(folder);
      var key = name + "-" + key(jar);
      var means = Means.of(java);
      var cache = folder.resolve(key + means.suffix);
      forgetOthers(folder, name + "-", cache);
      return new StartCache(cache, folder.resolve(key + ".recording"), means);
    } catch (IOException e) {
      return none();
    }
  }

  /** Options of the next start: to use what is remembered, else to remember. */
  public List<String> options() {
    return switch (means) {
      case NONE -> List.of();
      case CLASSES -> List.of(option("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="), QUIET);
      case AOT -> List.of(option("-XX:AOTCacheOutput=", "-XX:AOTCache="), QUIET, "-Xlog:aot=off");
    };
  }

  private String option(String toRemember, String toUse) {
    return Files.exists(cache) ? toUse + cache : toRemember + recording;
  }

  /** Whether the run that was started last is being remembered: it takes a little longer to end. */
  public boolean records() {
    return means != Means.NONE && !Files.exists(cache);
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

  private static void forgetOthers(Path folder, String prefix, Path cache) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        if (file.getFileName().toString().startsWith(prefix) && !file.equals(cache)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** By what a JVM remembers. */
  private enum Means {
    NONE(""),
    CLASSES(".jsa"),
    AOT(".aot");

    private final String suffix;

    Means(String suffix) {
      this.suffix = suffix;
    }

    static Means of(int java) {
      return java >= 25 ? AOT : java >= 13 ? CLASSES : NONE;
    }
  }
}
