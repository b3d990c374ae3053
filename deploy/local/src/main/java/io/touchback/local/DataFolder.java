package io.touchback.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The folder of what outlives a start, held by one launcher at a time. */
final class DataFolder {
  /** What holds mails, events and logs: readable by nobody else. PostgreSQL guards its own. */
  private static final List<String> OURS = List.of("logs", "kafka", "mailbox", "processes");

  private final Path path;

  /** Referred to as long as we run: a channel that is collected lets go of its lock. */
  private final FileLock lock;

  private DataFolder(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Held until this JVM ends, however it ends. */
  static DataFolder hold(Path path) {
    try {
      Folders.letPassAlso(path);
      for (var folder : OURS) {
        Folders.keepPrivate(path.resolve(folder));
      }
      var file = path.resolve("lock");
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        throw new UserError(
            "Touchback already runs on %s (process %s). Stop it first, or set TOUCHBACK_DATA to another folder."
                .formatted(path, Files.readString(file).strip()));
      }
      channel.truncate(0);
      channel.write(
          StandardCharsets.US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())));
      return new DataFolder(path, lock);
    } catch (IOException e) {
      throw new UserError(
          "Cannot use the folder %s (%s). Set TOUCHBACK_DATA to one that can be written."
              .formatted(path, e.getMessage()));
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  Path log(String name) {
    return path.resolve("logs").resolve(name + ".log");
  }
}
