package io.touchback.notify.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.touchback.messaging.Packed;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as events have it: unknown fields ignored, nulls left out, text that a database can hold.
 */
public final class EventJson {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(String.class, new StorableText()))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private EventJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** As it is kept with a notice. */
  static byte[] pack(Object value) {
    return Packed.of(bytes(value));
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot be written as JSON: " + value.getClass(), e);
    }
  }

  static <T> T unpack(byte[] kept, Class<T> type) {
    return read(Packed.unpacked(kept), type);
  }

  static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new IllegalStateException("Not the JSON of a " + type, e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not the JSON of a " + type, e);
    }
  }

  /** Without NUL (PostgreSQL refuses it) and halves of a character (UTF-8 has none). */
  private static final class StorableText extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    StorableText() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isScalarValue()) {
        // Passed over in silence, what is inside would be read as if it stood outside.
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      var text = parser.getValueAsString();
      return text == null || isStorable(text) ? text : UNSTORABLE.matcher(text).replaceAll("");
    }

    /** Nearly all text is; pairs of surrogates are left to the pattern. */
    private static boolean isStorable(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == 0 || Character.isSurrogate(c)) {
          return false;
        }
      }
      return true;
    }
  }
}
