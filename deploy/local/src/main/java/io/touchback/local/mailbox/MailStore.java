package io.touchback.local.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The newest mails, each a file of a folder. */
final class MailStore {
  private static final System.Logger LOG = System.getLogger(MailStore.class.getName());
  private static final String SUFFIX = ".eml";
  private static final String DRAFT = ".new";

  /** Holds the last id that was given to a mail, once there are none to tell. */
  private static final String LAST = "last";

  private final Path folder;
  private final int capacity;

  /** What the list shows of each mail, read when first asked for. */
  private final ConcurrentSkipListMap<Long, Optional<Summary>> known =
      new ConcurrentSkipListMap<>();

  private long last;

  MailStore(Path folder, int capacity) {
    this.folder = folder;
    this.capacity = capacity;
    try {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          know(file);
        }
      }
      last = Math.max(lastOfCleared(), known.isEmpty() ? 0 : known.lastKey());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the mailbox in " + folder, e);
    }
  }

  private void know(Path file) throws IOException {
    var name = file.getFileName().toString();
    if (name.matches("\\d{1,18}\\.eml")) {
      known.put(Long.parseLong(name.substring(0, name.indexOf('.'))), Optional.empty());
    } else if (name.endsWith(DRAFT)) {
      // Of a process that was killed; its client was never told that the mail is kept.
      Files.delete(file);
    }
  }

  private long lastOfCleared() throws IOException {
    var file = folder.resolve(LAST);
    var text = Files.exists(file) ? Files.readString(file) : "";
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** Keeps the mail, and forgets the oldest if there are too many. */
  synchronized long add(StoredMail mail) throws IOException {
    long id = ++last;
    var draft = folder.resolve(id + DRAFT);
    Files.write(draft, mail.toFile());
    Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE);
    known.put(id, Optional.empty());
    while (known.size() > capacity) {
      forget(known.firstKey());
    }
    return id;
  }

  synchronized void clear() {
    try {
      Files.writeString(folder.resolve(LAST), String.valueOf(last));
      for (long id : known.keySet()) {
        forget(id);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot empty the mailbox in " + folder, e);
    }
  }

  /** Clears it and deletes its folder. */
  synchronized void delete() {
    clear();
    try {
      Files.deleteIfExists(folder.resolve(LAST));
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the mailbox in " + folder, e);
    }
  }

  private void forget(long id) throws IOException {
    known.remove(id);
    Files.deleteIfExists(file(id));
  }

  int size() {
    return known.size();
  }

  Optional<Mail> find(long id) {
    try {
      return known.containsKey(id)
          ? Optional.of(MailReader.read(id, StoredMail.fromFile(Files.readAllBytes(file(id)))))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot read the mail {0}, left out: {1}", file(id), e.getMessage());
      return Optional.empty();
    }
  }

  /** The oldest first. */
  Stream<Long> ids() {
    return List.copyOf(known.keySet()).stream();
  }

  /** All mails, the newest first. */
  Stream<Summary> newestFirst() {
    return List.copyOf(known.descendingKeySet()).stream().flatMap(id -> summary(id).stream());
  }

  private Optional<Summary> summary(long id) {
    var summary = known.getOrDefault(id, Optional.empty());
    if (summary.isPresent()) {
      return summary;
    }
    var read = find(id).map(Summary::of);
    read.ifPresent(found -> known.replace(id, Optional.of(found)));
    return read;
  }

  private Path file(long id) {
    return folder.resolve(id + SUFFIX);
  }
}
