package io.touchback.orders.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON from outside, in which nothing is hidden (RULES W4): strict UTF-8, no doubled keys, no
 * control or half characters, nothing too deep, too long or too large; numbers are exact.
 */
final class StrictJson {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final int LARGEST_EXPONENT = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(1_000)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StrictJson() {}

  /**
   * @throws Unreadable it is hostile, or no JSON
   */
  static JsonNode read(byte[] body) throws Unreadable {
    try {
      var text = text(body);
      var json = MAPPER.readTree(text);
      if (json.isMissingNode()) {
        throw new Unreadable("The body is empty.");
      }
      // In text that is strict UTF-8, only an escape can hide what must not be there.
      check(json, text.contains("\\u"));
      return json;
    } catch (CharacterCodingException e) {
      throw new Unreadable("The body is not UTF-8.");
    } catch (JsonProcessingException e) {
      // Its message quotes the body.
      throw new Unreadable(
          "The body is not the JSON that we take: RFC 8259, no key twice, at most "
              + DEEPEST
              + " levels deep.");
    }
  }

  /**
   * Jackson would let malformed bytes pass, and guess other encodings. Java puts U+FFFD in place of
   * malformed bytes; where there is none, they were well-formed, and seen to be so much sooner.
   */
  private static String text(byte[] body) throws CharacterCodingException {
    var text = new String(body, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : strictText(body);
  }

  private static String strictText(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(body))
        .toString();
  }

  private static void check(JsonNode node, boolean escapes) throws Unreadable {
    if (escapes) {
      checkTexts(node);
    }
    if (node.isBigDecimal()) {
      checkNumber(node);
    }
    for (JsonNode child : node) {
      check(child, escapes);
    }
  }

  private static void checkTexts(JsonNode node) throws Unreadable {
    if (node.isTextual()) {
      checkText(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      checkText(field.getKey());
    }
  }

  private static void checkNumber(JsonNode number) throws Unreadable {
    if (Math.abs((long) number.decimalValue().scale()) > LARGEST_EXPONENT) {
      throw new Unreadable("A number in the body is out of all bounds.");
    }
  }

  private static void checkText(String text) throws Unreadable {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || Character.isSurrogate(c) && !paired) {
        throw new Unreadable("A text in the body has a NUL or half a character in it.");
      }
      i += paired ? 1 : 0;
    }
  }

  /** What the sender did wrong; quotes nothing. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }
}
