package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of the loopback interface that nobody listens on. */
public final class FreePort {
  private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** Never the same twice: whoever was given one may not listen yet. */
  public static int find() {
    int port = anyFree();
    while (!FOUND.add(port)) {
      port = anyFree();
    }
    return port;
  }

  private static int anyFree() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on the loopback interface", e);
    }
  }
}
