package io.touchback.bench.sink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/** A mail server that offers PIPELINING and 8BITMIME, and keeps nothing but count. */
public final class MailSink implements AutoCloseable {
  private final EventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("sink", true));
  private final Channel server;
  private final Arrivals arrivals;

  /** Both only on the event loop. */
  private final Set<String> seen = new HashSet<>();

  private long nextSlot = System.nanoTime();
  private volatile Behaviour behaviour = Behaviour.PLAIN;

  /** Hears of each mail when its 250 leaves. */
  @FunctionalInterface
  public interface Arrivals {
    void arrived(String subject, String recipient, long nanos);
  }

  public MailSink(Arrivals arrivals) {
    this.arrivals = arrivals;
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Conversation(MailSink.this));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** From now on, until told otherwise. */
  public void behave(Behaviour anew) {
    behaviour = anew;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /** Whether this mail is to come again later; on the event loop. */
  boolean putsOff(String recipient) {
    int percent = behaviour.percentPutOff();
    return percent > 0 && Math.floorMod(recipient.hashCode(), 100) < percent && seen.add(recipient);
  }

  /** When the next mail may be taken; on the event loop. */
  long slot(long now) {
    double perSecond = behaviour.perSecond();
    if (perSecond <= 0) {
      return now;
    }
    nextSlot = Math.max(now, nextSlot + (long) (1e9 / perSecond));
    return nextSlot;
  }

  void arrived(String subject, String recipient) {
    arrivals.arrived(subject, recipient, System.nanoTime());
  }

  @Override
  public void close() {
    group.shutdownGracefully().syncUninterruptibly();
  }
}
