package io.touchback.journey;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the services keep packed, as whoever steals their tables would read it. */
final class Lz4 {
  private static final byte PACKED = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int LONGEST = 64 * 1024 * 1024;

  private Lz4() {}

  /** Packed whole, or after a first byte; whatever is not packed is as it was. */
  static byte[] unpacked(byte[] kept) {
    for (int from = 0; from < 2; from++) {
      if (kept.length > from + HEADER && kept[from] == PACKED) {
        int length = ByteBuffer.wrap(kept, from + 1, Integer.BYTES).getInt();
        if (length >= 0 && length < LONGEST) {
          return block(kept, from + HEADER, new byte[length]);
        }
      }
    }
    return kept;
  }

  /** A hash may begin as what is packed does: then this ends early. */
  private static byte[] block(byte[] in, int from, byte[] out) {
    var kept = ByteBuffer.wrap(in, from, in.length - from);
    int at = 0;
    try {
      while (kept.hasRemaining()) {
        int token = kept.get() & 0xff;
        int literals = length(token >> 4, kept);
        kept.get(out, at, literals);
        at += literals;
        if (kept.hasRemaining()) {
          int back = (kept.get() & 0xff) | (kept.get() & 0xff) << 8;
          for (int more = length(token & 0xf, kept) + 4; more > 0; more--, at++) {
            out[at] = out[at - back];
          }
        }
      }
      return out;
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException noBlock) {
      return Arrays.copyOf(in, in.length);
    }
  }

  private static int length(int nibble, ByteBuffer kept) {
    int length = nibble;
    for (int more = nibble == 15 ? 255 : 0; more == 255; length += more) {
      more = kept.get() & 0xff;
    }
    return length;
  }
}
