package io.touchback.notify.send;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.smtp.DefaultLastSmtpContent;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.touchback.notify.send.SmtpConnector.Connected;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One connection that takes mails, and knows of each how far it has come. All of it happens on the
 * pool's event loop.
 *
 * <p>Where the server offers PIPELINING (RFC 2920), MAIL, RCPT and DATA go out together, and the
 * next mail's right behind a final dot.
 */
final class SmtpConnection extends SimpleChannelInboundHandler<Reply> {
  /** A final dot that is unanswered for longer may stay so. */
  private static final long HUNG_NANOS = Duration.ofSeconds(10).toNanos();

  /** A server that thinks longer about a mail gets no second one to sit behind it. */
  private static final long QUICK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int QUIT_SECONDS = 2;

  private enum Step {
    MAIL,
    RCPT,
    DATA,
    DOT,
    /** Where DATA was accepted for a mail whose envelope was not (RFC 2920, 3.1). */
    LONE_DOT,
    RSET
  }

  private record Awaited(Step step, MailTransaction mail) {}

  private final SmtpPool pool;
  private final Channel channel;
  private final Capabilities capabilities;
  private final boolean pipelining;
  private final SendSettings.Limits limits;
  private final Queue<Awaited> awaited = new ArrayDeque<>();
  private long mailsLeft;
  private boolean fresh = true;
  private boolean quick;
  private boolean reading;
  private boolean over;
  private long since = System.nanoTime();

  SmtpConnection(
      SmtpPool pool,
      Connected connected,
      boolean pipelining,
      SendSettings.Limits limits,
      long mails) {
    this.pool = pool;
    this.channel = connected.channel();
    this.capabilities = connected.capabilities();
    this.pipelining = pipelining && capabilities.pipelining();
    this.limits = limits;
    this.mailsLeft = mails;
  }

  boolean idle() {
    return mailsLeft > 0 && awaited.isEmpty();
  }

  /** May a mail be started though an answer is awaited? */
  boolean mayLookAhead() {
    Awaited next = awaited.peek();
    return pipelining
        && mailsLeft > 0
        && awaited.size() == 1
        && next != null
        && (next.step() == Step.RSET || next.step() == Step.DOT && quick && !hangs());
  }

  /** Its server says nothing about a mail that it may have taken: it is waited for, in vain. */
  boolean hangs() {
    Awaited next = awaited.peek();
    return next != null
        && next.step() == Step.DOT
        && next.mail().dotLeft
        && System.nanoTime() - since > HUNG_NANOS;
  }

  void start(MailTransaction mail) {
    if (!mail.mayBegin() || !mail.compose(capabilities)) {
      return;
    }
    Delivery.Refused objection = mail.objection(capabilities);
    if (objection != null) {
      mail.became(objection);
      return;
    }
    since = awaited.isEmpty() ? System.nanoTime() : since;
    mail.retractable = !fresh && !mail.takenBack;
    fresh = false;
    mailsLeft--;
    say(Step.MAIL, mail);
    if (pipelining) {
      say(Step.RCPT, mail);
      say(Step.DATA, mail);
    }
    if (!reading) {
      channel.flush();
    }
  }

  /** To be called every now and then. */
  void check(long now, Duration keepAlive) {
    Awaited next = awaited.peek();
    if (next == null && now - since > keepAlive.toNanos()) {
      quit();
    } else if (next != null && now - since > patience(next).toNanos()) {
      die("The mail server was silent");
    }
  }

  /** Takes no further mail. */
  void finish() {
    mailsLeft = 0;
    if (awaited.isEmpty()) {
      quit();
    }
  }

  void die(String reason) {
    if (over) {
      return;
    }
    over = true;
    String where = awaited.isEmpty() ? "" : " at " + awaited.element().step();
    Set<MailTransaction> mails = new LinkedHashSet<>();
    awaited.forEach(a -> mails.add(a.mail()));
    awaited.clear();
    mailsLeft = 0;
    mails.forEach(mail -> lose(mail, reason + where));
    channel.close();
    pool.closed(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    reading = true;
    super.channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    ctx.flush();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Reply reply) {
    Awaited answered = awaited.peek();
    if (over) {
      channel.close();
    } else if (answered == null) {
      die("Nobody asked: " + reply.text());
    } else if (reply.leaving()) {
      serverLeaves(answered, reply);
    } else if (!inTurn(answered.step(), reply)) {
      die("Out of turn: " + reply.text());
    } else {
      awaited.remove();
      answered(answered.step(), answered.mail(), reply);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    die("The connection was closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    die("The connection broke (" + cause.getMessage() + ')');
  }

  private void answered(Step step, MailTransaction mail, Reply reply) {
    long waited = System.nanoTime() - since;
    since += waited;
    mail.retractable = false;
    switch (step) {
      case MAIL -> envelopeAnswered(mail, reply, Step.RCPT);
      case RCPT -> envelopeAnswered(mail, reply, Step.DATA);
      case DATA -> dataAnswered(mail, reply);
      case DOT -> {
        quick = waited < QUICK_NANOS;
        mail.became(reply.positive() ? new Delivery.Sent(reply.text()) : reply.refusal());
      }
      case LONE_DOT -> {}
      case RSET -> resetAnswered(reply);
    }
    if (awaited.isEmpty() && mailsLeft == 0) {
      quit();
    }
    pool.dispatch();
  }

  private void envelopeAnswered(MailTransaction mail, Reply reply, Step next) {
    if (!reply.positive()) {
      mail.became(reply.refusal());
    }
    if (!pipelining) {
      say(reply.positive() ? next : Step.RSET, mail);
    }
  }

  private void dataAnswered(MailTransaction mail, Reply reply) {
    if (reply.code() / 100 == 3) {
      goAhead(mail);
    } else {
      mail.became(reply.refusal());
      say(Step.RSET, mail);
    }
  }

  /** A message that was asked for and is not to be sent can only be broken off. */
  private void goAhead(MailTransaction mail) {
    if (mail.decided()) {
      say(Step.LONE_DOT, mail);
    } else if (mail.isPermitted()) {
      say(Step.DOT, mail);
    } else {
      mail.became(new Delivery.NotSent("Not permitted any more"));
      die("A mail is not permitted any more");
    }
  }

  private void resetAnswered(Reply reply) {
    if (!reply.positive()) {
      die("RSET was refused: " + reply.text());
    }
  }

  private void serverLeaves(Awaited answered, Reply reply) {
    MailTransaction mail = answered.mail();
    if (!mail.retractable) {
      mail.became(reply.refusal());
    }
    die("The mail server left: " + reply.text());
  }

  private static boolean inTurn(Step step, Reply reply) {
    boolean refusal = reply.code() >= 400;
    return refusal || (step == Step.DATA ? reply.code() / 100 == 3 : reply.positive());
  }

  private void say(Step step, MailTransaction mail) {
    awaited.add(new Awaited(step, mail));
    switch (step) {
      case MAIL -> channel.write(mail.mailFrom(capabilities));
      case RCPT -> channel.write(mail.rcptTo());
      case DATA -> channel.write(SmtpRequests.data());
      case DOT -> writeMessage(mail);
      case LONE_DOT -> channel.write(new DefaultLastSmtpContent(Unpooled.EMPTY_BUFFER));
      case RSET -> channel.write(SmtpRequests.rset());
    }
  }

  private void writeMessage(MailTransaction mail) {
    ByteBuf message = DotStuffing.of(mail.octets(capabilities), channel.alloc());
    ChannelFuture written = channel.write(new DefaultLastSmtpContent(message));
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            mail.dotLeft = true;
            since = System.nanoTime();
          }
        });
  }

  private Duration patience(Awaited next) {
    if (next.step() == Step.DOT) {
      return next.mail().dotLeft ? limits.dot() : limits.body();
    }
    return limits.reply();
  }

  private void lose(MailTransaction mail, String reason) {
    if (mail.retractable) {
      pool.takeBack(mail);
    } else {
      mail.became(mail.dotLeft ? new Delivery.Unknown(reason) : new Delivery.NotSent(reason));
    }
  }

  private void quit() {
    over = true;
    mailsLeft = 0;
    channel.writeAndFlush(SmtpRequests.quit());
    channel.eventLoop().schedule(() -> channel.close(), QUIT_SECONDS, TimeUnit.SECONDS);
    pool.closed(this);
  }
}
