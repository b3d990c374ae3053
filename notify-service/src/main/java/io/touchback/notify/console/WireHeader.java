package io.touchback.notify.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A header field as it goes over the wire, unfolded (RFC 5322, 2.2.3). */
record WireHeader(String name, String value) {
  static List<WireHeader> all(byte[] message) {
    var head = new String(message, StandardCharsets.UTF_8).split("\r\n\r\n", 2)[0];
    return Stream.of(head.replaceAll("\r\n(?=[ \t])", "").split("\r\n"))
        .map(WireHeader::of)
        .toList();
  }

  private static WireHeader of(String line) {
    int colon = line.indexOf(':');
    return new WireHeader(line.substring(0, colon), line.substring(colon + 1).strip());
  }
}
