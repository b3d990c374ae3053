package io.touchback.notify.send;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import io.touchback.notify.send.SmtpConnector.Connected;
import io.touchback.notify.send.SmtpServer.StartTls;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** From the greeting to where mails can be sent: EHLO, STARTTLS, AUTH. */
final class Handshake extends SimpleChannelInboundHandler<Reply> {
  private enum Step {
    GREETING,
    EHLO,
    HELO,
    STARTTLS,
    TLS,
    AUTH
  }

  private final SmtpServer server;
  private final SendSettings.Limits limits;
  private final Promise<Connected> outcome;
  private final Queue<String> loginLines = new ArrayDeque<>();
  private Step step = Step.GREETING;
  private Capabilities capabilities = Capabilities.NONE;
  private boolean encrypted;
  private @Nullable ScheduledFuture<?> timer;

  Handshake(SmtpServer server, SendSettings.Limits limits, Promise<Connected> outcome) {
    this.server = server;
    this.limits = limits;
    this.outcome = outcome;
    this.encrypted = server.encryption().implicit();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (encrypted) {
      encrypt(ctx, () -> await(ctx, Step.GREETING, limits.greeting()));
    } else {
      await(ctx, Step.GREETING, limits.greeting());
    }
    ctx.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Reply reply) {
    switch (step) {
      case GREETING -> greeted(ctx, reply);
      case EHLO -> ehloAnswered(ctx, reply);
      case HELO -> heloAnswered(ctx, reply);
      case STARTTLS -> startTlsAnswered(ctx, reply);
      case AUTH -> authAnswered(ctx, reply);
      case TLS -> fail(ctx, "Clear text after STARTTLS");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, "The mail server closed the connection " + where());
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause.getMessage() + ' ' + where());
  }

  private void greeted(ChannelHandlerContext ctx, Reply reply) {
    if (reply.code() == 220) {
      say(ctx, Step.EHLO, SmtpRequests.ehlo(ownName(ctx.channel())));
    } else {
      refused(ctx, reply);
    }
  }

  private void ehloAnswered(ChannelHandlerContext ctx, Reply reply) {
    if (reply.positive()) {
      introduced(ctx, Capabilities.of(reply));
    } else if (reply.code() / 100 == 5) {
      say(ctx, Step.HELO, SmtpRequests.helo(ownName(ctx.channel())));
    } else {
      refused(ctx, reply);
    }
  }

  private void heloAnswered(ChannelHandlerContext ctx, Reply reply) {
    if (reply.positive()) {
      introduced(ctx, Capabilities.NONE);
    } else {
      refused(ctx, reply);
    }
  }

  private void introduced(ChannelHandlerContext ctx, Capabilities capabilities) {
    StartTls wanted = server.encryption().startTls();
    if (!encrypted && wanted != StartTls.DISABLED && capabilities.startTls()) {
      say(ctx, Step.STARTTLS, new DefaultSmtpRequest(SmtpCommand.valueOf("STARTTLS")));
    } else if (!encrypted && wanted == StartTls.REQUIRED) {
      fail(ctx, "The mail server offers no STARTTLS, which quarkus.mailer.start-tls requires");
    } else {
      logIn(ctx, capabilities);
    }
  }

  /**
   * What came together with the answer to STARTTLS came from anybody: CVE-2021-33515 and others.
   */
  private void startTlsAnswered(ChannelHandlerContext ctx, Reply reply) {
    if (reply.code() != 220) {
      refused(ctx, reply);
    } else if (!ctx.pipeline().get(ReplyDecoder.class).drained()) {
      fail(ctx, "Clear text after STARTTLS");
    } else {
      step = Step.TLS;
      encrypted = true;
      encrypt(ctx, () -> say(ctx, Step.EHLO, SmtpRequests.ehlo(ownName(ctx.channel()))));
    }
  }

  private void encrypt(ChannelHandlerContext ctx, Runnable then) {
    SslHandler handler = server.encryption().handler(server.address(), limits.reply());
    ctx.pipeline().addFirst(handler);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                then.run();
              } else {
                fail(ctx, "TLS failed: " + done.cause().getMessage());
              }
            });
  }

  private void logIn(ChannelHandlerContext ctx, Capabilities capabilities) {
    try {
      server.login().dialogue(capabilities.logins()).ifPresent(loginLines::addAll);
    } catch (IllegalStateException e) {
      fail(ctx, String.valueOf(e.getMessage()));
      return;
    }
    this.capabilities = capabilities;
    if (loginLines.isEmpty()) {
      ready(ctx);
    } else {
      say(ctx, Step.AUTH, SmtpRequests.auth(loginLines.remove()));
    }
  }

  private void authAnswered(ChannelHandlerContext ctx, Reply reply) {
    if (reply.positive()) {
      ready(ctx);
    } else if (reply.code() == 334 && !loginLines.isEmpty()) {
      say(ctx, Step.AUTH, SmtpRequests.empty(loginLines.remove()));
    } else {
      refused(ctx, reply);
    }
  }

  private void ready(ChannelHandlerContext ctx) {
    stopTimer();
    outcome.trySuccess(new Connected(ctx.channel(), capabilities));
  }

  private void say(ChannelHandlerContext ctx, Step next, SmtpRequest request) {
    ctx.writeAndFlush(request);
    await(ctx, next, limits.reply());
  }

  private void await(ChannelHandlerContext ctx, Step next, Duration limit) {
    stopTimer();
    step = next;
    timer =
        ctx.executor()
            .schedule(
                () -> fail(ctx, "The mail server is silent " + where()),
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void refused(ChannelHandlerContext ctx, Reply reply) {
    fail(ctx, reply.text() + ' ' + where());
  }

  private void fail(ChannelHandlerContext ctx, String reason) {
    stopTimer();
    if (outcome.tryFailure(new SmtpTrouble(reason))) {
      ctx.close();
    }
  }

  private String where() {
    return step == Step.GREETING ? "(at its greeting)" : "(at " + step + ')';
  }

  private String ownName(Channel channel) {
    if (server.ownName() != null) {
      return server.ownName();
    }
    InetSocketAddress local = (InetSocketAddress) channel.localAddress();
    String literal = local.getAddress().getHostAddress().replaceFirst("%.*", "");
    return local.getAddress() instanceof Inet6Address
        ? "[IPv6:" + literal + ']'
        : '[' + literal + ']';
  }
}
