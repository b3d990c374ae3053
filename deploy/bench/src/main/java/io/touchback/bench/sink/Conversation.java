package io.touchback.bench.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** One connection to the {@link MailSink}: RFC 5321 as far as an honest client needs it. */
final class Conversation extends ByteToMessageDecoder {
  private static final int HEADER = 4096;
  private static final String SUBJECT = "\r\nSubject: ";

  private final MailSink sink;
  private String recipient = "";
  private boolean receiving;
  private int searched;
  private final Queue<Answer> answers = new ArrayDeque<>();

  Conversation(MailSink sink) {
    this.sink = sink;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    answer(context, "220 sink ready", System.nanoTime());
    context.flush();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    boolean more = true;
    while (more && in.isReadable()) {
      more = receiving ? mail(context, in) : command(context, in);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private boolean command(ChannelHandlerContext context, ByteBuf in) {
    int length = in.bytesBefore((byte) '\n');
    if (length < 0) {
      return false;
    }
    var line = in.readCharSequence(length + 1, ISO_8859_1).toString();
    var verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
    long now = System.nanoTime();
    switch (verb) {
      case "EHLO" ->
          answer(context, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8", now);
      case "RCPT" -> {
        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        answer(context, "250 2.1.5 ok", now);
      }
      case "DATA" -> {
        receiving = true;
        searched = 0;
        answer(context, "354 go on", now);
      }
      case "QUIT" -> answer(context, "221 bye", now);
      default -> answer(context, "250 2.0.0 ok", now);
    }
    return true;
  }

  /** Looks for the final dot from where it looked before. */
  private boolean mail(ChannelHandlerContext context, ByteBuf in) {
    int from = in.readerIndex() + searched;
    int end = in.indexOf(from, in.writerIndex(), (byte) '\n');
    while (end >= 0 && !isFinalDot(in, end)) {
      searched = end + 1 - in.readerIndex();
      end = in.indexOf(end + 1, in.writerIndex(), (byte) '\n');
    }
    if (end < 0) {
      return false;
    }
    var subject = subject(in);
    in.readerIndex(end + 1);
    receiving = false;
    taken(context, subject, recipient);
    return true;
  }

  private boolean isFinalDot(ByteBuf in, int end) {
    int dot = end - 2;
    return dot >= in.readerIndex()
        && in.getByte(dot) == '.'
        && (dot == in.readerIndex() || in.getByte(dot - 1) == '\n');
  }

  private static String subject(ByteBuf in) {
    var header = in.toString(in.readerIndex(), Math.min(HEADER, in.readableBytes()), ISO_8859_1);
    int start = header.indexOf(SUBJECT) + SUBJECT.length();
    int end = header.indexOf('\r', start);
    return start < SUBJECT.length() || end < 0 ? "" : header.substring(start, end);
  }

  private void taken(ChannelHandlerContext context, String subject, String to) {
    long now = System.nanoTime();
    if (sink.putsOff(to)) {
      answer(context, "451 4.7.1 later, please", now);
    } else {
      answer(context, "250 2.0.0 taken", sink.slot(now), () -> sink.arrived(subject, to));
    }
  }

  private void answer(ChannelHandlerContext context, String line, long at) {
    answer(context, line, at, () -> {});
  }

  /** Answers stay in the order of what they answer: a late one holds up those behind it. */
  private void answer(ChannelHandlerContext context, String line, long at, Runnable said) {
    answers.add(new Answer(line, at + sink.behaviour().away().toNanos(), said));
    if (answers.size() == 1) {
      sayWhatIsDue(context);
    }
  }

  private void sayWhatIsDue(ChannelHandlerContext context) {
    for (var next = answers.peek(); next != null; next = answers.peek()) {
      long left = next.due - System.nanoTime();
      if (left > 0) {
        context.executor().schedule(() -> sayLater(context), left, TimeUnit.NANOSECONDS);
        return;
      }
      answers.remove();
      say(context, next.line);
      next.said.run();
    }
  }

  private void sayLater(ChannelHandlerContext context) {
    sayWhatIsDue(context);
    context.flush();
  }

  private static void say(ChannelHandlerContext context, String line) {
    var octets = Unpooled.copiedBuffer(line + "\r\n", ISO_8859_1);
    if (line.startsWith("221")) {
      context.writeAndFlush(octets).addListener(ChannelFutureListener.CLOSE);
    } else {
      context.write(octets, context.voidPromise());
    }
  }

  private record Answer(String line, long due, Runnable said) {}
}
