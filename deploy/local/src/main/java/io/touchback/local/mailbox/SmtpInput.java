package io.touchback.local.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The client's side of an SMTP conversation: lines, and the data between them. */
final class SmtpInput {
  /** RFC 5321 asks for 512, SMTPUTF8 and other extensions for more. */
  static final int LONGEST_LINE = 4096;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 14];
  private int next;
  private int end;

  SmtpInput(InputStream in) {
    this.in = in;
  }

  /** Thrown for a line nobody means as a command; the line has been read to its end. */
  static final class LineTooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Whether more has been sent already, so that the answer may wait to go with the next one. */
  boolean hasMore() throws IOException {
    return next < end || in.available() > 0;
  }

  /** One line without its end. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream(128);
    int length = 0;
    for (int b = read(); b != '\n'; b = read()) {
      if (++length <= LONGEST_LINE) {
        line.write(b);
      }
    }
    if (length > LONGEST_LINE) {
      throw new LineTooLong();
    }
    var text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private enum At {
    LINE_START,
    IN_LINE,
    CR,
    DOT,
    DOT_CR
  }

  /**
   * The mail up to the line with only a dot; ends of lines are CR LF and nothing else (RFC 5321
   * 2.3.8), so that no mail can be smuggled in behind a bare LF.
   *
   * @return null if it is longer than {@code limit}; it has been read to its end all the same
   */
  byte @Nullable [] data(int limit) throws IOException {
    var mail = new Limited(limit);
    var at = At.LINE_START;
    while (true) {
      int b = read();
      if (at == At.LINE_START && b == '.') {
        at = At.DOT;
      } else if (at == At.DOT && b == '\r') {
        at = At.DOT_CR;
      } else if (at == At.DOT_CR && b == '\n') {
        return mail.all();
      } else {
        if (at == At.DOT_CR) {
          mail.write('\r');
        }
        mail.write(b);
        at = after(at, b);
      }
    }
  }

  private static At after(At at, int b) {
    if (b == '\r') {
      return At.CR;
    }
    return (at == At.CR || at == At.DOT_CR) && b == '\n' ? At.LINE_START : At.IN_LINE;
  }

  private int read() throws IOException {
    if (next == end) {
      end = in.read(buffer);
      next = 0;
      if (end < 0) {
        end = 0;
        throw new EOFException("The client went away");
      }
    }
    return buffer[next++] & 0xff;
  }

  private static final class Limited {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1 << 15);
    private final int limit;
    private boolean tooLong;

    Limited(int limit) {
      this.limit = limit;
    }

    void write(int b) {
      if (kept.size() < limit) {
        kept.write(b);
      } else {
        tooLong = true;
      }
    }

    byte @Nullable [] all() {
      return tooLong ? null : kept.toByteArray();
    }
  }
}
