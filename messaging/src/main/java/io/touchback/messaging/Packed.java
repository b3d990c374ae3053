package io.touchback.messaging;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;

/**
 * What is kept, smaller: a mail of 25 KB in 4. Compressed here, because PostgreSQL's own way takes
 * longer than all else that is done with it, and LZ4 is not in every build of PostgreSQL.
 */
public final class Packed {
  /** No text begins with it; whatever does not was kept before there was packing. */
  private static final byte LZ4 = 1;

  private static final int HEADER = 1 + Integer.BYTES;
  private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

  private Packed() {}

  public static byte[] of(byte[] text) {
    var compressor = FACTORY.fastCompressor();
    var packed = new byte[HEADER + compressor.maxCompressedLength(text.length)];
    ByteBuffer.wrap(packed).put(LZ4).putInt(text.length);
    int length = compressor.compress(text, 0, text.length, packed, HEADER);
    return Arrays.copyOf(packed, HEADER + length);
  }

  public static byte[] unpacked(byte[] kept) {
    if (kept.length < HEADER || kept[0] != LZ4) {
      return kept;
    }
    var text = new byte[ByteBuffer.wrap(kept, 1, Integer.BYTES).getInt()];
    FACTORY.safeDecompressor().decompress(kept, HEADER, kept.length - HEADER, text, 0);
    return text;
  }
}
