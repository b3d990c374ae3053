package io.touchback.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs out of Maven's artifact for this machine, unpacked once a version. */
final class PostgresPrograms {
  private static final String DRAFT = "unpacking";

  private PostgresPrograms() {}

  /** The folder in {@code parent} that holds {@code bin/}, {@code lib/} and {@code share/}. */
  static Path unpackedInto(Path parent) {
    var archive = archive();
    try {
      var home = parent.resolve("postgresql-" + checksum(archive));
      if (!Files.exists(home)) {
        unpack(open(archive), home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack PostgreSQL into " + parent, e);
    }
  }

  /** The same in a folder that nobody else uses: what killed starters left there goes. */
  static Path unpackedIntoOwn(Path parent) {
    deleteDrafts(parent);
    return unpackedInto(parent);
  }

  private static String archive() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var system = os.contains("mac") ? "darwin" : "linux";
    var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return "/postgres-" + system + "-" + machine + ".txz";
  }

  private static InputStream open(String archive) {
    var in = PostgresPrograms.class.getResourceAsStream(archive);
    if (in == null) {
      throw new UserError(
          "There is no PostgreSQL for this machine among Maven's artifacts ("
              + archive
              + ")."
              + " Set TOUCHBACK_DATABASE_HOST to one that runs elsewhere.");
    }
    return new BufferedInputStream(in, 1 << 16);
  }

  private static String checksum(String archive) throws IOException {
    try (var in = new CheckedInputStream(open(archive), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return Long.toHexString(in.getChecksum().getValue());
    }
  }

  /** Beside its place first: two processes may do this at once, and either may be killed. */
  static void unpack(InputStream archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    var draft = Files.createTempDirectory(home.getParent(), DRAFT);
    try {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      write(archive, draft);
      Files.move(draft, home);
    } catch (IOException | RuntimeException e) {
      Folders.delete(draft);
      if (!Files.exists(home)) {
        throw e;
      }
    }
  }

  private static void deleteDrafts(Path parent) {
    try (var drafts = Files.newDirectoryStream(parent, DRAFT + "*")) {
      drafts.forEach(Folders::delete);
    } catch (NoSuchFileException e) {
      // The first start.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + parent, e);
    }
  }

  private static void write(InputStream archive, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        write(entry, tar, folder.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    var mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
