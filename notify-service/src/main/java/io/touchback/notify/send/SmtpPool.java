package io.touchback.notify.send;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.touchback.notify.send.SmtpConnector.Connected;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Kept-alive connections, and the mails that wait for one: no connection idles while a mail waits.
 * All but {@link #lastSeen()} happens on the event loop.
 */
final class SmtpPool {
  private static final Logger LOG = Logger.getLogger(SmtpPool.class);
  private static final long CHECK_MILLIS = 100;

  /** After a connection was not to be had while others work: the server may allow no more. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /**
   * @param size of connections at the most; those that hang do not count, up to as many again
   * @param keepAlive how long one may idle
   * @param mails how many go over one connection
   */
  record Bounds(int size, Duration keepAlive, long mails) {}

  private final SmtpServer server;
  private final SendSettings.Limits limits;
  private final Bounds bounds;
  private final EventLoop loop;
  private final SmtpConnector connector;
  private final Deque<MailTransaction> waiting = new ArrayDeque<>();
  private final List<SmtpConnection> connections = new ArrayList<>();
  private final CompletableFuture<Void> emptied = new CompletableFuture<>();
  private int opening;
  private long noGrowthBefore = System.nanoTime();
  private boolean finishing;
  private volatile @Nullable Capabilities lastSeen;

  SmtpPool(SmtpServer server, SendSettings.Limits limits, Bounds bounds, EventLoop loop) {
    this.server = server;
    this.limits = limits;
    this.bounds = bounds;
    this.loop = loop;
    this.connector = new SmtpConnector(server, limits, loop);
    loop.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What the server can, as far as one has answered. Any thread. */
  @Nullable Capabilities lastSeen() {
    return lastSeen;
  }

  void add(MailTransaction mail) {
    if (finishing) {
      mail.became(new Delivery.NotSent("Shutting down"));
    } else {
      waiting.add(mail);
      dispatch();
    }
  }

  void dispatch() {
    SmtpConnection free = free();
    while (free != null && !waiting.isEmpty()) {
      free.start(waiting.remove());
      free = free();
    }
    for (int n = Math.min(room(), waiting.size() - opening); n > 0; n--) {
      open();
    }
  }

  void takeBack(MailTransaction mail) {
    mail.retractable = false;
    mail.takenBack = true;
    waiting.addFirst(mail);
  }

  void closed(SmtpConnection connection) {
    connections.remove(connection);
    if (finishing) {
      noLongerWaiting(new Delivery.NotSent("Shutting down"));
      completeIfEmpty();
    } else {
      dispatch();
    }
  }

  /** Takes no more mails; done when those under way are decided. */
  CompletableFuture<Void> finish() {
    finishing = true;
    noLongerWaiting(new Delivery.NotSent("Shutting down"));
    List.copyOf(connections).forEach(SmtpConnection::finish);
    completeIfEmpty();
    return emptied;
  }

  void abandon() {
    List.copyOf(connections).forEach(connection -> connection.die("Shutting down"));
  }

  private @Nullable SmtpConnection free() {
    boolean lookAhead = room() == 0;
    SmtpConnection second = null;
    for (SmtpConnection connection : connections) {
      if (connection.idle()) {
        return connection;
      }
      if (lookAhead && second == null && connection.mayLookAhead()) {
        second = connection;
      }
    }
    return second;
  }

  /** How many more connections may be opened now. */
  private int room() {
    int working = working();
    boolean pausing = working > 0 && System.nanoTime() - noGrowthBefore < 0;
    int counted = Math.max(working, connections.size() - bounds.size());
    return pausing ? 0 : bounds.size() - counted - opening;
  }

  private int working() {
    return (int) connections.stream().filter(connection -> !connection.hangs()).count();
  }

  private void open() {
    opening++;
    connector.connect().addListener((Future<Connected> done) -> opened(done));
  }

  private void opened(Future<Connected> done) {
    opening--;
    if (done.isSuccess() && done.getNow().channel().isActive()) {
      use(done.getNow());
    } else {
      notOpened(done.cause() instanceof SmtpTrouble t ? t.reason() : "The connection was closed");
    }
  }

  private void use(Connected connected) {
    lastSeen = connected.capabilities();
    SmtpConnection connection =
        new SmtpConnection(this, connected, server.pipelining(), limits, bounds.mails());
    connected.channel().pipeline().replace(Handshake.class, "mails", connection);
    connections.add(connection);
    if (finishing) {
      connection.finish();
    } else {
      dispatch();
    }
  }

  private void notOpened(String reason) {
    boolean told = System.nanoTime() - noGrowthBefore < 0;
    noGrowthBefore = System.nanoTime() + PAUSE.toNanos();
    if (finishing) {
      completeIfEmpty();
    } else if (working() > 0 && !told) {
      LOG.infof(
          "%s gives no more than %d connections (%s): lower quarkus.mailer.max-pool-size if it"
              + " stays so",
          server.address(), connections.size(), reason);
    } else if (working() == 0 && opening == 0) {
      noLongerWaiting(new Delivery.SenderTrouble(reason));
    }
  }

  private void noLongerWaiting(Delivery delivery) {
    List<MailTransaction> mails = List.copyOf(waiting);
    waiting.clear();
    mails.forEach(mail -> mail.became(delivery));
  }

  private void completeIfEmpty() {
    if (connections.isEmpty() && opening == 0) {
      emptied.complete(null);
    }
  }

  private void check() {
    waiting.removeIf(mail -> !mail.mayBegin());
    long now = System.nanoTime();
    List.copyOf(connections).forEach(connection -> connection.check(now, bounds.keepAlive()));
    dispatch();
  }
}
