package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Folders that come and go. */
final class Folders {
  private Folders() {}

  /** A folder for what may be thrown away, this user's and nobody else's. */
  static Path ofThisUser() {
    var user = System.getProperty("user.name");
    var folder = Path.of(System.getProperty("java.io.tmpdir"), "touchback-" + user);
    try {
      Files.createDirectories(folder);
      if (!Files.getOwner(folder).getName().equals(user)) {
        throw new IOException("it belongs to somebody else");
      }
      letPass(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use " + folder, e);
    }
  }

  /** Lets PostgreSQL's user, if it has to be another, pass through to his own folder. */
  static void letPass(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /** The same of a folder that may be somebody's already: from him nothing is taken away. */
  static void letPassAlso(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      letPass(folder);
    }
    var permissions = Files.getPosixFilePermissions(folder);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(folder, permissions);
    }
  }

  /** The folder, made if it is not there, and nobody else's to enter. */
  static void keepPrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  /** A file that only this user reads. */
  static Path writeSecret(Path file, String secret) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, secret);
  }

  /** Deletes the folder with all that is in it; nothing happens if it is not there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (var path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
