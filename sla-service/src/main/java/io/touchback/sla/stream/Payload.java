package io.touchback.sla.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.UnreadableEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The data of events, parsed. */
@Singleton
final class Payload {
  private final ObjectMapper json;

  Payload(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @throws UnreadableEvent for anything but such an object
   */
  <T> T of(IncomingEvent event, Class<T> type) {
    try {
      T data = json.readValue(event.data(), type);
      if (data == null) {
        throw new UnreadableEvent(event.name() + " has no data");
      }
      return data;
    } catch (IOException e) {
      // Not with Jackson's message: it quotes what it could not read.
      throw new UnreadableEvent(
          event.name() + " does not have the shape of " + type.getSimpleName());
    }
  }

  /**
   * @throws UnreadableEvent where it is missing
   */
  static String required(@Nullable String value, IncomingEvent event, String field) {
    var text = Words.clean(value);
    if (text == null) {
      throw new UnreadableEvent(event.name() + " has no " + field);
    }
    return text;
  }
}
