package io.touchback.notify.send;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.smtp.SmtpRequestEncoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Opens connections, each up to where it can take mails. */
final class SmtpConnector {
  private final SmtpServer server;
  private final SendSettings.Limits limits;
  private final EventLoop loop;

  /** A connection on which mails can be sent; {@link Handshake} is its last handler. */
  record Connected(Channel channel, Capabilities capabilities) {}

  SmtpConnector(SmtpServer server, SendSettings.Limits limits, EventLoop loop) {
    this.server = server;
    this.limits = limits;
    this.loop = loop;
  }

  /** Fails with an {@link SmtpTrouble}. */
  Future<Connected> connect() {
    Promise<Connected> outcome = loop.newPromise();
    CompletableFuture.supplyAsync(this::resolve)
        .whenCompleteAsync(
            (addresses, e) -> {
              if (e == null) {
                connect(addresses, 0, outcome);
              } else {
                outcome.tryFailure(
                    new SmtpTrouble("No address is known for " + server.address().host()));
              }
            },
            loop);
    return outcome;
  }

  /** Not on the event loop: it blocks as long as a name server is slow. */
  private InetAddress[] resolve() {
    try {
      return InetAddress.getAllByName(server.address().host());
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  private void connect(InetAddress[] addresses, int which, Promise<Connected> outcome) {
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connect().toMillis())
        .handler(initializer(outcome))
        .connect(new InetSocketAddress(addresses[which], server.address().port()))
        .addListener(
            done -> {
              if (!done.isSuccess() && which + 1 < addresses.length) {
                connect(addresses, which + 1, outcome);
              } else if (!done.isSuccess()) {
                outcome.tryFailure(new SmtpTrouble("Cannot connect: " + done.cause().getMessage()));
              }
            });
  }

  private ChannelInitializer<Channel> initializer(Promise<Connected> outcome) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(
                new SmtpRequestEncoder(),
                new ReplyDecoder(),
                new Handshake(server, limits, outcome));
      }
    };
  }
}
