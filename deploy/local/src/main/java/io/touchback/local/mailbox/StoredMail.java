package io.touchback.local.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A mail as it came in; on disk with three trace lines before it, so that a file is a mail too. */
record StoredMail(Envelope envelope, Instant receivedAt, byte[] raw) {
  private static final String RETURN_PATH = "Return-Path: ";
  private static final String ENVELOPE_TO = "X-Envelope-To: ";
  private static final String RECEIVED_AT = "X-Received-At: ";

  byte[] toFile() {
    var trace =
        RETURN_PATH
            + envelope.from()
            + "\r\n"
            + ENVELOPE_TO
            + String.join("\t", envelope.to())
            + "\r\n"
            + RECEIVED_AT
            + receivedAt
            + "\r\n";
    var file = new ByteArrayOutputStream(raw.length + trace.length());
    file.writeBytes(trace.getBytes(StandardCharsets.UTF_8));
    file.writeBytes(raw);
    return file.toByteArray();
  }

  static StoredMail fromFile(byte[] file) throws IOException {
    int second = nextLine(file, 0);
    int third = nextLine(file, second);
    int raw = nextLine(file, third);
    return new StoredMail(
        new Envelope(
            value(file, 0, second, RETURN_PATH),
            List.of(value(file, second, third, ENVELOPE_TO).split("\t"))),
        Instant.parse(value(file, third, raw, RECEIVED_AT)),
        Arrays.copyOfRange(file, raw, file.length));
  }

  private static int nextLine(byte[] file, int from) throws IOException {
    for (int i = from; i < file.length; i++) {
      if (file[i] == '\n') {
        return i + 1;
      }
    }
    throw new IOException("Not a file of this mailbox");
  }

  private static String value(byte[] file, int from, int to, String name) throws IOException {
    var line = new String(file, from, to - from, StandardCharsets.UTF_8).strip();
    if (!line.startsWith(name.strip())) {
      throw new IOException("Not a file of this mailbox");
    }
    return line.substring(name.strip().length()).strip();
  }
}
