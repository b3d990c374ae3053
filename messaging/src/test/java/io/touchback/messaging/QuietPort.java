package io.touchback.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that stays free until a broker starts on it: below those that the system gives to outgoing
 * connections, of which a client that looks for its broker makes many.
 */
final class QuietPort {
  private QuietPort() {}

  static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody listens there: the next one, then.
      }
    }
  }
}
