package io.touchback.local.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A mail server on the loopback interface that takes every mail and keeps the newest 10,000. */
public final class LocalMailbox implements AutoCloseable {
  private static final int CAPACITY = 10_000;

  private final MailStore store;
  private final SmtpServer smtp;

  private final boolean kept;

  private LocalMailbox(MailStore store, SmtpServer smtp, boolean kept) {
    this.store = store;
    this.smtp = smtp;
    this.kept = kept;
  }

  /** A fresh one for tests, gone when closed, on {@code port} (0 = any free one). */
  public static LocalMailbox start(int port) {
    try {
      return start(Files.createTempDirectory("touchback-mailbox"), port, false);
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for the mailbox", e);
    }
  }

  /** One that finds in {@code folder} what it got before. */
  public static LocalMailbox start(Path folder, int port) {
    return start(folder, port, true);
  }

  private static LocalMailbox start(Path folder, int port, boolean kept) {
    var store = new MailStore(folder, CAPACITY);
    var clock = Clock.systemUTC();
    var smtp =
        SmtpServer.start(
            port, (envelope, mail) -> store.add(new StoredMail(envelope, clock.instant(), mail)));
    return new LocalMailbox(store, smtp, kept);
  }

  /** Where it speaks SMTP. */
  public int port() {
    return smtp.port();
  }

  /** All mails, in the order in which they came. */
  public List<Mail> mails() {
    return mailsAfter(0).toList();
  }

  /** The mails newer than that one, in the order in which they came. */
  public Stream<Mail> mailsAfter(long id) {
    return store.ids().filter(other -> other > id).flatMap(other -> store.find(other).stream());
  }

  /** The id of the mail that came last, 0 if none is kept. */
  public long newestId() {
    return store.ids().reduce(0L, Math::max);
  }

  public Optional<Mail> find(long id) {
    return store.find(id);
  }

  /** The newest first. */
  Stream<Summary> list() {
    return store.newestFirst();
  }

  public int size() {
    return store.size();
  }

  public void clear() {
    store.clear();
  }

  @Override
  public void close() {
    smtp.close();
    if (!kept) {
      store.delete();
    }
  }
}
