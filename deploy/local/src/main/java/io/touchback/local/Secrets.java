package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets generated on a fresh install and used ever after, each a file only this user reads. */
final class Secrets {
  /** Without the letters that look like others. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;

  Secrets(Path folder) {
    this.folder = folder;
  }

  /** Twenty letters and digits, to be typed by people. */
  String password(String name) {
    var letters = new StringBuilder();
    RANDOM.ints(20, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
    return keptOr(name, letters.toString());
  }

  /** 256 bits in base64. */
  String key(String name) {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return keptOr(name, Base64.getEncoder().encodeToString(bytes));
  }

  private String keptOr(String name, String fresh) {
    var file = folder.resolve(name);
    try {
      var kept = Files.readString(file).strip();
      if (!kept.isEmpty()) {
        return kept;
      }
    } catch (NoSuchFileException e) {
      // A fresh install.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    try {
      Folders.writeSecret(file, fresh + "\n");
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
