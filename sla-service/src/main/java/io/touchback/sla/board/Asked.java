package io.touchback.sla.board;

import io.touchback.messaging.Filter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers ask for, checked. */
final class Asked {
  /** What is called that is found by its clocks; all about it by its id. */
  private static final String SUBJECT =
      """
      subject_id = any (array(
        select ?::text
        union all
        select subject_id from clock where number = ? and subject_type = 'order'))
      """;

  private Asked() {}

  static @Nullable String oneOf(List<String> words, @Nullable String asked) {
    if (asked != null && !words.contains(asked)) {
      throw Problem.badRequest("state is one of " + String.join(", ", words) + ".");
    }
    return asked;
  }

  /** By what both lists can be narrowed; a subject by its id or by what people call it. */
  static Filter filter(
      @Nullable String shop,
      @Nullable String state,
      @Nullable String policy,
      @Nullable String subject) {
    return new Filter()
        .with("shop = ?", text("shop", shop))
        .with("state = ?", state)
        .with("policy = ?", text("policy", policy))
        .with(SUBJECT, text("subject", subject));
  }

  /** Text that a database can hold. */
  private static @Nullable String text(String field, @Nullable String asked) {
    if (asked != null && asked.indexOf('\0') >= 0) {
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
