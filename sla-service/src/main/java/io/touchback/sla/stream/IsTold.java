package io.touchback.sla.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** True for whatever is said of something; what that is is skipped. */
final class IsTold extends StdDeserializer<Boolean> {
  private static final long serialVersionUID = 1L;

  IsTold() {
    super(Boolean.class);
  }

  @Override
  public Boolean deserialize(JsonParser json, DeserializationContext context) throws IOException {
    json.skipChildren();
    return true;
  }
}
