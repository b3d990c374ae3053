package io.touchback.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Posts webhooks over kept-alive connections when they are due, whether or not earlier ones have
 * been answered: an order for which no connection is free is late, and its latency says so.
 */
public final class HttpLoad implements AutoCloseable {
  private final EventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("load", true));
  private final Deque<Caller> free = new ArrayDeque<>();

  public HttpLoad(int port, int connections) {
    var bootstrap =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    var caller = new Caller(channel);
                    channel.pipeline().addLast(new HttpResponseDecoder(), caller);
                  }
                });
    for (int i = 0; i < connections; i++) {
      var channel =
          bootstrap.connect(InetAddress.getLoopbackAddress(), port).syncUninterruptibly().channel();
      var caller = channel.pipeline().get(Caller.class);
      group.next().submit(() -> free.push(caller)).syncUninterruptibly();
    }
  }

  /** All at once, as fast as answers come. Returns when each is answered. */
  public void burst(Webhooks webhooks) {
    send(webhooks, order -> 0);
  }

  /** So many a second, evenly. Returns when each is answered. */
  public void steady(Webhooks webhooks, double perSecond) {
    double nanosApart = 1e9 / perSecond;
    send(webhooks, order -> (long) (order * nanosApart));
  }

  /**
   * So many a second on average, as people come: none knows of the others. Returns when each is
   * answered.
   *
   * @param seed gives the same gaps again
   */
  public void atRandom(Webhooks webhooks, double perSecond, long seed) {
    var due = Arrivals.atRandom(webhooks.size(), perSecond, seed);
    send(webhooks, order -> due[order]);
  }

  /**
   * @param dueAfter the start, in nanoseconds, each no earlier than the one before
   */
  private void send(Webhooks webhooks, IntToLongFunction dueAfter) {
    if (webhooks.size() == 0) {
      return;
    }
    var round = new Round(webhooks);
    long start = System.nanoTime();
    for (int next = 0; next < webhooks.size(); ) {
      int due = next;
      while (due < webhooks.size() && start + dueAfter.applyAsLong(due) <= System.nanoTime()) {
        webhooks.ledger().meant(due, start + dueAfter.applyAsLong(due));
        due++;
      }
      round.shoot(next, due);
      next = due;
      if (next < webhooks.size()) {
        LockSupport.parkNanos(start + dueAfter.applyAsLong(next) - System.nanoTime());
      }
    }
    round.answered.join();
  }

  @Override
  public void close() {
    group.shutdownGracefully().syncUninterruptibly();
  }

  /** Webhooks on their way; but for {@link #shoot} on the event loop alone. */
  private final class Round {
    private final Webhooks webhooks;
    private final Queue<Integer> waiting = new ArrayDeque<>();
    private final CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();
    private int unanswered;

    Round(Webhooks webhooks) {
      this.webhooks = webhooks;
      unanswered = webhooks.size();
    }

    void shoot(int from, int to) {
      if (from < to) {
        group
            .next()
            .execute(
                () -> {
                  for (int order = from; order < to; order++) {
                    waiting.add(order);
                  }
                  send();
                });
      }
    }

    private void send() {
      while (!waiting.isEmpty() && !free.isEmpty()) {
        free.pop().send(waiting.remove(), this);
      }
    }

    void answered(int order, int status) {
      if (status == 200) {
        webhooks.ledger().acknowledged(order, System.nanoTime());
      } else {
        webhooks.ledger().notAcknowledged();
      }
      unanswered--;
      if (unanswered == 0) {
        answered.complete(null);
      }
      send();
    }

    void broken(Throwable cause) {
      answered.completeExceptionally(cause);
    }
  }

  /** One connection. */
  private final class Caller extends SimpleChannelInboundHandler<HttpObject> {
    private final Channel channel;
    private @Nullable Round round;
    private int order;
    private int status;

    Caller(Channel channel) {
      this.channel = channel;
    }

    void send(int next, Round of) {
      order = next;
      round = of;
      channel.writeAndFlush(of.webhooks.request(next), channel.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
      if (message instanceof HttpResponse response) {
        status = response.status().code();
      }
      if (message instanceof LastHttpContent && round != null) {
        var asked = round;
        round = null;
        free.push(this);
        asked.answered(order, status);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      free.remove(this);
      if (round != null) {
        round.broken(new IllegalStateException("The service closed a connection"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (round != null) {
        round.broken(cause);
      }
      context.close();
    }
  }
}
