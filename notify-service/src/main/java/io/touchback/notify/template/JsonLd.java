package io.touchback.notify.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Linked data inside an HTML page. No text in it can end the script element or start another: angle
 * brackets and ampersands are written as escapes.
 *
 * @param json an encoded object, safe inside a script element
 */
public record JsonLd(String json) {
  private static final ObjectMapper ENCODER = encoder();

  public static JsonLd of(Map<String, Object> properties) {
    try {
      return new JsonLd(ENCODER.writeValueAsString(properties));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON", e);
    }
  }

  /** The whole element, as it stands in the page's head. */
  public String element() {
    return "<script type=\"application/ld+json\">" + json + "</script>";
  }

  private static ObjectMapper encoder() {
    var mapper = JsonMapper.builder().build();
    mapper.getFactory().setCharacterEscapes(new ForScriptElement());
    return mapper;
  }

  private static final class ForScriptElement extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] escapes = standardAsciiEscapesForJSON();

    ForScriptElement() {
      for (char c : "<>&".toCharArray()) {
        escapes[c] = ESCAPE_CUSTOM;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return new SerializedString(String.format("\\u%04x", c));
    }
  }
}
