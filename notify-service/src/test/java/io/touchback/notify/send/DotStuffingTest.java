package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "a, a~",
    "a~, a~",
    "., ..~",
    ".~, ..~",
    "a~.~b~, a~..~b~",
    "..a.b~, ...a.b~",
    "a~~.b, a~~..b~"
  })
  void noLineIsALoneDot(String message, String sent) {
    byte[] octets = message.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
    String stuffed =
        DotStuffing.of(octets, UnpooledByteBufAllocator.DEFAULT)
            .toString(StandardCharsets.US_ASCII);
    assertEquals(sent, stuffed.replace("\r\n", "~"));
  }
}
