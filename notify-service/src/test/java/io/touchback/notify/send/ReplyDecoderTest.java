package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyDecoderTest {
  private static final String REPLIES =
      "250-one\r\n250-two\r\n250 three\r\n354\r\n250-\r\n250 \r\n550 5.1.1 Größe\n421 bye\r\n";

  @Test
  @DisplayName("However the octets are cut into packets, the replies are the same")
  void readsRepliesCutAnywhere() {
    byte[] octets = REPLIES.getBytes(StandardCharsets.UTF_8);
    List<Reply> expected =
        List.of(
            new Reply(250, List.of("one", "two", "three")),
            new Reply(354, List.of("")),
            new Reply(250, List.of("", "")),
            new Reply(550, List.of("5.1.1 Größe")),
            new Reply(421, List.of("bye")));
    for (int cut = 0; cut < octets.length; cut++) {
      EmbeddedChannel channel = new EmbeddedChannel(new ReplyDecoder());
      channel.writeInbound(Unpooled.copiedBuffer(octets, 0, cut));
      channel.writeInbound(Unpooled.copiedBuffer(octets, cut, octets.length - cut));
      assertEquals(expected, all(channel), "cut at " + cut);
      assertTrue(channel.pipeline().get(ReplyDecoder.class).drained());
    }
  }

  private static List<Reply> all(EmbeddedChannel channel) {
    List<Reply> replies = new ArrayList<>();
    for (Reply r = channel.readInbound(); r != null; r = channel.readInbound()) {
      replies.add(r);
    }
    return replies;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello\r\n", "\r\n", "25\r\n", "2x0 ok\r\n", "250x\r\n", "199 a\r\n", "600 a\r\n"})
  void whatIsNoReplyIsNoReply(String octets) {
    EmbeddedChannel channel = new EmbeddedChannel(new ReplyDecoder());
    assertThrows(
        DecoderException.class,
        () -> channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.US_ASCII)));
  }

  @Test
  void noReplyIsWithoutEnd() {
    for (String endless : List.of("2".repeat(5_000), "250-x\r\n".repeat(129))) {
      EmbeddedChannel channel = new EmbeddedChannel(new ReplyDecoder());
      assertThrows(
          DecoderException.class,
          () -> channel.writeInbound(Unpooled.copiedBuffer(endless, StandardCharsets.US_ASCII)));
    }
  }

  @Test
  void knowsTheEnhancedCodeAndShowsOneShortLine() {
    assertEquals("5.1.1", new Reply(550, List.of("5.1.1 no", "5.1.1 user")).enhanced());
    assertNull(new Reply(550, List.of("no 5.1.1 user")).enhanced());
    assertNull(new Reply(550, List.of("5.1.1.1 no")).enhanced());
    assertEquals("550 no user", new Reply(550, List.of("no\u0000", "user\u2028")).text());
    assertEquals(500, new Reply(550, List.of("x".repeat(4_000))).text().length());
  }
}
