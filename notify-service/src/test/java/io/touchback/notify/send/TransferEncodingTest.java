package io.touchback.notify.send;

import static io.touchback.notify.send.TransferEncoding.BASE64;
import static io.touchback.notify.send.TransferEncoding.EIGHT_BIT;
import static io.touchback.notify.send.TransferEncoding.QUOTED_PRINTABLE;
import static io.touchback.notify.send.TransferEncoding.SEVEN_BIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransferEncodingTest {

  @ParameterizedTest
  @MethodSource("texts")
  void fitsTheText(String text, TransferEncoding where8BitsPass, TransferEncoding where7BitsDo) {
    CanonicalText canonical = CanonicalText.of(text);

    assertEquals(where8BitsPass, TransferEncoding.of(canonical, false));
    assertEquals(where7BitsDo, TransferEncoding.of(canonical, true));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("", SEVEN_BIT, SEVEN_BIT),
        Arguments.of("plain\n\ttext\n", SEVEN_BIT, SEVEN_BIT),
        Arguments.of("x".repeat(998) + "\n", SEVEN_BIT, SEVEN_BIT),
        Arguments.of("x".repeat(999) + "\n", QUOTED_PRINTABLE, QUOTED_PRINTABLE),
        Arguments.of("2 × glass beads", EIGHT_BIT, QUOTED_PRINTABLE),
        Arguments.of("発送いたしました", EIGHT_BIT, BASE64),
        Arguments.of("ü".repeat(499), EIGHT_BIT, BASE64),
        Arguments.of("ü".repeat(500), BASE64, BASE64),
        Arguments.of("a\u0000b", QUOTED_PRINTABLE, QUOTED_PRINTABLE),
        Arguments.of("a\u007Fb", QUOTED_PRINTABLE, QUOTED_PRINTABLE));
  }
}
