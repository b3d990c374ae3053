package io.touchback.orders.webhook.woocommerce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * PHP's {@code serialize()} format as JSON. Arrays become objects, numbered ones too; objects are
 * read for their fields, whatever their class; nothing is ever instantiated.
 */
final class PhpText {
  private static final int DEEPEST = 32;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final byte[] text;
  private int position;

  private PhpText(byte[] text) {
    this.text = text;
  }

  /** Null for anything that is not whole and sound. */
  static @Nullable JsonNode read(String serialised) {
    try {
      return new PhpText(serialised.getBytes(UTF_8)).value(0);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private JsonNode value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("too deep");
    }
    char type = (char) text[position];
    position += 2;
    return switch (type) {
      case 'N' -> NODES.nullNode();
      case 'b' -> NODES.booleanNode(until(';').equals("1"));
      case 'i', 'd' -> number(until(';'));
      case 's' -> {
        String string = string();
        position += 1;
        yield NODES.textNode(string);
      }
      case 'a' -> fields(depth);
      case 'O' -> {
        string();
        position += 1;
        yield fields(depth);
      }
      default -> throw new IllegalArgumentException("unknown type");
    };
  }

  private ObjectNode fields(int depth) {
    int count = Integer.parseInt(until(':'));
    position += 1;
    ObjectNode fields = NODES.objectNode();
    for (int i = 0; i < count; i++) {
      fields.set(value(depth + 1).asText(), value(depth + 1));
    }
    position += 1;
    return fields;
  }

  private static JsonNode number(String digits) {
    return digits.length() > 30 ? NODES.textNode(digits) : NODES.numberNode(new BigDecimal(digits));
  }

  /** Its length counts bytes. */
  private String string() {
    int length = Integer.parseInt(until(':'));
    int start = position + 1;
    if (length < 0 || length > text.length - start) {
      throw new IllegalArgumentException("string runs out of the text");
    }
    position = start + length + 1;
    return new String(text, start, length, UTF_8);
  }

  private String until(char end) {
    int start = position;
    while (text[position] != end) {
      position++;
    }
    return new String(text, start, position++ - start, StandardCharsets.US_ASCII);
  }
}
