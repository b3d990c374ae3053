package io.touchback.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ledgers of all runs; each mail is entered where its order stands, however late it comes. */
public final class Books {
  private static final Pattern NUMBER = Pattern.compile("#(\\d{1,18})\\b");

  private static final int MOST_SILENCES = 10;

  private final TreeMap<Long, Ledger> ledgers = new TreeMap<>();
  private final LongAdder strays = new LongAdder();
  private long next = 10_000_000;
  private volatile long lastMail = System.nanoTime();

  /** For orders that were never numbered before. */
  public synchronized Ledger open(int orders) {
    var ledger = new Ledger(next, orders);
    ledgers.put(next, ledger);
    next += orders;
    return ledger;
  }

  /** Numbers for orders of which no mail will come. */
  public synchronized Ledger number(int orders) {
    var ledger = new Ledger(next, orders);
    next += orders;
    return ledger;
  }

  /** A mail arrived. */
  public void enter(String subject, String recipient, long nanos) {
    lastMail = nanos;
    var found = NUMBER.matcher(subject);
    if (!found.find() || !enter(Long.parseLong(found.group(1)), recipient, nanos)) {
      strays.increment();
    }
  }

  private boolean enter(long number, String recipient, long nanos) {
    var ledger = ledgerOf(number);
    return ledger != null
        && recipient.equals(Ledger.recipient(number))
        && ledger.getValue().mailed(number, nanos);
  }

  private synchronized Map.@Nullable Entry<Long, Ledger> ledgerOf(long number) {
    return ledgers.floorEntry(number);
  }

  /** Returns when no mail is owed any more, or none has come for so long. */
  public void awaitMails(Duration withoutNews) {
    all().forEach(ledger -> ledger.awaitMails(withoutNews));
  }

  /** Returns when for so long none has come, owed or not, or when they will not cease. */
  public void awaitSilence(Duration withoutMail) {
    long start = System.nanoTime();
    long end = start + withoutMail.toNanos();
    long latest = start + MOST_SILENCES * withoutMail.toNanos();
    while (System.nanoTime() < Math.min(end, latest)) {
      LockSupport.parkNanos(end - System.nanoTime());
      end = Math.max(start, lastMail) + withoutMail.toNanos();
    }
  }

  private synchronized List<Ledger> all() {
    return List.copyOf(ledgers.values());
  }

  public synchronized long owed() {
    return ledgers.values().stream().mapToLong(Ledger::acknowledged).sum();
  }

  /** Orders that were not answered with 200. */
  public synchronized long refused() {
    return ledgers.values().stream().mapToLong(Ledger::refused).sum();
  }

  public synchronized long lost() {
    return ledgers.values().stream().mapToLong(Ledger::lost).sum();
  }

  public synchronized long doubled() {
    return ledgers.values().stream().mapToLong(Ledger::doubled).sum();
  }

  /** Mails that tell of no order of ours, or went to somebody else. */
  public long strays() {
    return strays.sum();
  }
}
