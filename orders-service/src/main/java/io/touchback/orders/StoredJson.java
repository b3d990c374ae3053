package io.touchback.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.touchback.messaging.Packed;
import java.io.IOException;

/** JSON as we keep and publish it: what is absent is left out, times are ISO 8601. */
public final class StoredJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StoredJson() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw unwritable(value, e);
    }
  }

  /** As it is kept where nobody but us reads it. */
  public static byte[] pack(Object value) {
    try {
      return Packed.of(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw unwritable(value, e);
    }
  }

  public static <T> T unpack(byte[] kept, Class<T> type) {
    try {
      return MAPPER.readValue(Packed.unpacked(kept), type);
    } catch (IOException e) {
      throw unfit(type, e);
    }
  }

  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unfit(type, e);
    }
  }

  private static IllegalArgumentException unwritable(Object value, Exception why) {
    return new IllegalArgumentException("Not writable as JSON: " + value.getClass(), why);
  }

  private static IllegalStateException unfit(Class<?> type, Exception why) {
    return new IllegalStateException("Stored JSON does not fit " + type.getSimpleName(), why);
  }
}
