package io.touchback.local;

import io.touchback.local.Settings.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;

/** Makes sure, before anything is started, that our ports are free. */
final class FreePorts {
  private FreePorts() {}

  static void check(Map<Port, Integer> ports) {
    new EnumMap<>(ports)
        .forEach(
            (variable, port) -> {
              checkDistinct(ports, variable, port);
              if (isTaken(port)) {
                throw new UserError(
                    "Port %s is taken by another program. Set %s to a free one, for example: %s=%s deploy/up"
                        .formatted(port, variable, variable, FreePort.find()));
              }
            });
  }

  private static void checkDistinct(Map<Port, Integer> ports, Port variable, int port) {
    ports.forEach(
        (other, otherPort) -> {
          if (other != variable && otherPort == port) {
            throw new UserError("%s and %s are both %d".formatted(variable, other, port));
          }
        });
  }

  /** On any address: macOS lets one listen on all while another has the loopback interface. */
  private static boolean isTaken(int port) {
    return !canListen(new InetSocketAddress(port))
        || !canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static boolean canListen(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
