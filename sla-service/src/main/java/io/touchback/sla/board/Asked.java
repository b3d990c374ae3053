package io.touchback.sla.board;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers ask for, checked. */
final class Asked {
  private Asked() {}

  static @Nullable String oneOf(List<String> words, @Nullable String asked) {
    if (asked != null && !words.contains(asked)) {
      throw Problem.badRequest("state is one of " + String.join(", ", words) + ".");
    }
    return asked;
  }

  /** Text that a database can hold. */
  static String text(String field, String asked) {
    if (asked.indexOf('\0') >= 0) {
      throw Problem.badRequest(field + " must not contain NUL.");
    }
    return asked;
  }

  static UUID id(String asked) {
    try {
      return UUID.fromString(asked);
    } catch (IllegalArgumentException e) {
      throw Problem.notFound("That is nobody's id.");
    }
  }
}
