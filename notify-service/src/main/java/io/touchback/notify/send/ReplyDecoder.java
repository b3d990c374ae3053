package io.touchback.notify.send;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies of bounded length. Not netty's own {@code SmtpResponseDecoder}, which reads any
 * number of lines and fails on a reply without text, though RFC 5321, 4.2 allows it.
 */
final class ReplyDecoder extends LineBasedFrameDecoder {
  private static final int LONGEST_LINE = 4_096;
  private static final int MOST_LINES = 128;
  private static final int CODE = 3;

  private List<String> lines = new ArrayList<>(4);

  ReplyDecoder() {
    super(LONGEST_LINE, true, true);
  }

  /** Has everything that came been given out? */
  boolean drained() {
    return lines.isEmpty() && actualReadableBytes() == 0;
  }

  @Override
  protected @Nullable Object decode(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
    ByteBuf frame = (ByteBuf) super.decode(ctx, in);
    if (frame == null) {
      return null;
    }
    try {
      return reply(frame.toString(StandardCharsets.UTF_8));
    } finally {
      frame.release();
    }
  }

  private @Nullable Reply reply(String line) {
    boolean bare = line.length() == CODE;
    if (!startsWithCode(line) || !bare && line.charAt(CODE) != ' ' && line.charAt(CODE) != '-') {
      throw new DecoderException("No SMTP reply");
    }
    lines.add(bare ? "" : line.substring(CODE + 1));
    if (!bare && line.charAt(CODE) == '-') {
      if (lines.size() == MOST_LINES) {
        throw new DecoderException("An SMTP reply without end");
      }
      return null;
    }
    Reply reply = new Reply(Integer.parseInt(line.substring(0, CODE)), lines);
    lines = new ArrayList<>(4);
    return reply;
  }

  private static boolean startsWithCode(String line) {
    return line.length() >= CODE
        && line.charAt(0) >= '2'
        && line.charAt(0) <= '5'
        && line.chars().limit(CODE).allMatch(c -> c >= '0' && c <= '9');
  }
}
