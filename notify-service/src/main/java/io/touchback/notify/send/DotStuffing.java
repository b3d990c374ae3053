package io.touchback.notify.send;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Makes a message safe to be sent after DATA: no line of it ends the mail (RFC 5321, 4.5.2). */
final class DotStuffing {
  private DotStuffing() {}

  /** The message, ending in CRLF, without the final dot. */
  static ByteBuf of(byte[] message, ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(message.length + 64);
    int from = 0;
    for (int i = 0; i < message.length; i++) {
      if (message[i] == '.' && startsLine(message, i)) {
        out.writeBytes(message, from, i - from).writeByte('.');
        from = i;
      }
    }
    out.writeBytes(message, from, message.length - from);
    return startsLine(message, message.length) ? out : out.writeByte('\r').writeByte('\n');
  }

  private static boolean startsLine(byte[] message, int at) {
    return at == 0 || message[at - 1] == '\n';
  }
}
