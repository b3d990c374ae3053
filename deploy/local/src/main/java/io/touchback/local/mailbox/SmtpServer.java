package io.touchback.local.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Accepts SMTP clients on the loopback interface, a thread for each. */
final class SmtpServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SmtpServer.class.getName());
  private static final int MOST_CLIENTS = 500;
  private static final int PATIENCE_MILLIS = 300_000;
  private static final int CLOSING_MILLIS = 10_000;

  private final ServerSocket server;
  private final Thread acceptor = thread("smtp", this::accept);
  private final SmtpSession.Delivery delivery;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  private SmtpServer(ServerSocket server, SmtpSession.Delivery delivery) {
    this.server = server;
    this.delivery = delivery;
  }

  static SmtpServer start(int port, SmtpSession.Delivery delivery) {
    try {
      var server =
          new SmtpServer(
              new ServerSocket(port, MOST_CLIENTS, InetAddress.getByName("127.0.0.1")), delivery);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("SMTP cannot listen on port " + port, e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        clients.add(client);
        thread("smtp client", () -> serve(client)).start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.log(Level.WARNING, "SMTP cannot accept a client: {0}", e.getMessage());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(PATIENCE_MILLIS);
      if (clients.size() > MOST_CLIENTS) {
        client.getOutputStream().write("421 4.3.2 Too many clients\r\n".getBytes(US_ASCII));
      } else {
        new SmtpSession(client, delivery).talk();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "An SMTP client broke off: {0}", e.getMessage());
    } finally {
      clients.remove(client);
    }
  }

  /**
   * Nobody is let in once this has returned: the port is free only when the last accept has ended.
   */
  @Override
  public void close() {
    try {
      server.close();
      awaitAcceptor();
      for (var client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("SMTP did not stop", e);
    }
  }

  private void awaitAcceptor() {
    try {
      acceptor.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
