package io.touchback.notify.notice;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;

/**
 * What is kept, smaller: a mail of 25 KB in 4. Compressed here, because PostgreSQL's own way takes
 * longer than all else that is done with a mail, and LZ4 is not in every build of it.
 */
final class Packed {
  /** No JSON begins with it; whatever does not was kept before there was packing. */
  private static final byte LZ4 = 1;

  private static final int HEADER = 1 + Integer.BYTES;
  private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

  private Packed() {}

  static byte[] of(byte[] json) {
    var compressor = FACTORY.fastCompressor();
    var packed = new byte[HEADER + compressor.maxCompressedLength(json.length)];
    ByteBuffer.wrap(packed).put(LZ4).putInt(json.length);
    int length = compressor.compress(json, 0, json.length, packed, HEADER);
    return Arrays.copyOf(packed, HEADER + length);
  }

  static byte[] unpacked(byte[] kept) {
    if (kept.length < HEADER || kept[0] != LZ4) {
      return kept;
    }
    var json = new byte[ByteBuffer.wrap(kept, 1, Integer.BYTES).getInt()];
    FACTORY.safeDecompressor().decompress(kept, HEADER, kept.length - HEADER, json, 0);
    return json;
  }
}
