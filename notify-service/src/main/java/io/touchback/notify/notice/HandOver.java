package io.touchback.notify.notice;

import io.touchback.notify.NotifyConfig;
import io.touchback.notify.send.Delivery;
import io.touchback.notify.send.MailGateway;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives letters to the mail gateway and draws conclusions from its answers. */
@Singleton
class HandOver {
  private static final Logger LOG = Logger.getLogger(HandOver.class);
  private static final String NO_SUCH_MAILBOX = "5.1.1";
  private static final String POLICY = "5.7.";
  private static final Delivery NOT_OURS = new Delivery.NotPermitted();

  /** A server that takes a mail within this time may be given more than the window at once. */
  private static final long QUICK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int TIMES_WINDOW = 4;

  /** The server closes the connection. */
  private static final int LEAVING = 421;

  private final MailGateway gateway;
  private final Instance instance;
  private final SenderPause pause;
  private final NoticeCounters counters;
  private final Clock clock;
  private final RetryRules rules;
  private final int window;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /** Handed over, and when, in monotonic time. */
  private final Map<UUID, Long> notices = new ConcurrentHashMap<>();

  private final Bell room = new Bell();
  private final AtomicInteger unread = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  /** Declared by whoever decided them, and not given to us yet: their room is taken. */
  private final AtomicInteger expected = new AtomicInteger();

  private volatile Runnable onAnswer = () -> {};
  private volatile @Nullable String refusalOfOurMail;

  /** When the server took a mail last, in monotonic time; for the thread that reads. */
  private @Nullable Long takenAt;

  /** When it first left in the middle of a mail; for the same thread. */
  private final Map<UUID, Long> leftAt = new Newest();

  private volatile boolean quick;
  private volatile boolean closed;

  HandOver(
      MailGateway gateway,
      Instance instance,
      SenderPause pause,
      NoticeCounters counters,
      Clock clock,
      NotifyConfig config) {
    this.gateway = gateway;
    this.instance = instance;
    this.pause = pause;
    this.counters = counters;
    this.clock = clock;
    this.rules = new RetryRules(config.send().retry());
    this.window = config.send().window();
  }

  void onAnswer(Runnable ring) {
    onAnswer = ring;
  }

  /** So many more will be handed over when a transaction has ended; fewer, if it is negative. */
  void expect(int mails) {
    expected.addAndGet(mails);
  }

  /** Whoever claimed it may no longer be the one to send it: then it is given back. */
  void send(Letter letter) {
    var claim = letter.claim();
    long given = System.nanoTime();
    underWay.incrementAndGet();
    notices.put(letter.id(), given);
    if (!instance.holds(claim.ticket())) {
      answered(new Answer(claim, NOT_OURS, null, clock.instant()));
      return;
    }
    if (claim.was() == NoticeState.UNKNOWN) {
      counters.resent();
    }
    given(letter)
        .whenComplete(
            (delivery, failure) -> {
              quick = System.nanoTime() - given < QUICK_NANOS;
              answered(new Answer(claim, delivery, failure, clock.instant()));
            });
  }

  /** One that throws has failed, too. */
  private CompletionStage<Delivery> given(Letter letter) {
    try {
      return gateway.send(letter.mail(), () -> instance.holds(letter.claim().ticket()));
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void answered(Answer answer) {
    answers.add(answer);
    unread.incrementAndGet();
    onAnswer.run();
  }

  /** Nothing more is handed over. */
  void close() {
    closed = true;
  }

  /** How many more of the claimed may be under way. */
  int free() {
    return room(window);
  }

  /** How many more of those just decided may be under way. */
  int room() {
    return room(quick ? TIMES_WINDOW * window : window);
  }

  /** None while others may take us for dead: it would only be claimed and given back. */
  private int room(int most) {
    if (closed || !instance.isAlive()) {
      return 0;
    }
    int allowed = pause.allowed(most);
    return allowed - expected.get() - (allowed < most ? probes() : underWay.get());
  }

  private int probes() {
    return (int) notices.values().stream().filter(pause::isProbe).count();
  }

  /** Until there is room for so many; not if the mail server takes its time. */
  void awaitRoom(int wanted, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos();
        left > 0 && quick && !closed && room() < wanted;
        left = until - System.nanoTime()) {
      room.await(Duration.ofNanos(left));
    }
  }

  /** Handed over, and their answers not read. */
  Set<UUID> notices() {
    return Set.copyOf(notices.keySet());
  }

  /** Mails whose answer has not been read. */
  int underWay() {
    return underWay.get();
  }

  int answers() {
    return unread.get();
  }

  /** The server's words, until it takes a mail again. */
  Optional<String> lastRefusalOfOurMail() {
    return Optional.ofNullable(refusalOfOurMail);
  }

  List<Finished> read() {
    var finished = new ArrayList<Finished>();
    for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
      unread.decrementAndGet();
      underWay.decrementAndGet();
      notices.remove(answer.claim.ticket().id());
      finished.add(concluded(answer));
    }
    room.ring();
    return finished;
  }

  private Finished concluded(Answer answer) {
    var delivery = answer.delivery();
    if (delivery instanceof Delivery.NotPermitted
        || delivery instanceof Delivery.NotSent && !instance.holds(answer.claim.ticket())) {
      return Finished.without(answer.claim, Verdict.givenBack(), answer.at);
    }
    counters.tried(delivery);
    watchSender(delivery);
    var verdict =
        rules.after(
            answer.claim, own(answer.claim, delivery), ThreadLocalRandom.current().nextDouble());
    if (verdict.state() == NoticeState.UNKNOWN) {
      counters.unknown("connection died", 1);
    }
    return new Finished(answer.claim, verdict, isRefusedFor(delivery, NO_SUCH_MAILBOX), answer.at);
  }

  /** 421 again, and others were taken in between: then the trouble is this mail's own. */
  private Delivery own(Claim claim, Delivery delivery) {
    var id = claim.ticket().id();
    if (!(delivery instanceof Delivery.SenderTrouble trouble)
        || !trouble.reason().startsWith(LEAVING + " ")) {
      leftAt.remove(id);
      return delivery;
    }
    var first = leftAt.putIfAbsent(id, System.nanoTime());
    return first != null && takenAt != null && takenAt - first > 0
        ? new Delivery.Deferred(LEAVING, trouble.reason())
        : delivery;
  }

  private void watchSender(Delivery delivery) {
    if (delivery instanceof Delivery.SenderTrouble trouble) {
      pause.trouble(ServerWords.plain(trouble.reason()));
    } else if (delivery instanceof Delivery.Sent
        || delivery instanceof Delivery.Deferred
        || delivery instanceof Delivery.Refused refused && refused.byServer()) {
      pause.over();
    }
    if (isRefusedFor(delivery, POLICY)) {
      var why = ServerWords.plain(((Delivery.Refused) delivery).response());
      refusalOfOurMail = why;
      counters.refusedAsOurs();
      LOG.errorf(
          "The mail server refuses our mail as such: %s. Check SPF, DKIM, DMARC and reputation",
          why);
    } else if (delivery instanceof Delivery.Sent) {
      refusalOfOurMail = null;
      takenAt = System.nanoTime();
    }
  }

  private static boolean isRefusedFor(Delivery delivery, String code) {
    return delivery instanceof Delivery.Refused refused
        && refused.enhanced() != null
        && (refused.enhanced() + ".").startsWith(code.endsWith(".") ? code : code + ".");
  }

  /** Of more mails than that the server says that it is its own trouble. */
  private static final class Newest extends LinkedHashMap<UUID, Long> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
      return size() > MOST;
    }
  }

  private record Answer(
      Claim claim, @Nullable Delivery given, @Nullable Throwable failure, Instant at) {
    /** A gateway that fails instead of answering leaves us without knowledge. */
    Delivery delivery() {
      return given != null ? given : new Delivery.Unknown("mail client failed: " + failure);
    }
  }
}
