package io.touchback.sla.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Whether a list holds anything; what it holds is skipped: it is most of an event. */
final class HoldsAny extends StdDeserializer<Boolean> {
  private static final long serialVersionUID = 1L;

  HoldsAny() {
    super(Boolean.class);
  }

  @Override
  public Boolean deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      return (Boolean) context.handleUnexpectedToken(Boolean.class, json);
    }
    boolean any = json.nextToken() != JsonToken.END_ARRAY;
    while (json.currentToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
      json.nextToken();
    }
    return any;
  }
}
