package io.touchback.sla.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list is narrowed to; what is null is not asked for. */
final class Filter {
  private final List<String> conditions = new ArrayList<>(List.of("1 = 1"));
  private final Map<String, Object> values = new HashMap<>();

  Filter with(String field, @Nullable String value) {
    if (value != null) {
      conditions.add(field + " = :" + field);
      values.put(field, Asked.text(field, value));
    }
    return this;
  }

  /** By its id or by what people call it. */
  Filter about(@Nullable String subject) {
    if (subject != null) {
      conditions.add("(subjectId = :subject or number = :subject)");
      values.put("subject", Asked.text("subject", subject));
    }
    return this;
  }

  String query(String order) {
    return String.join(" and ", conditions) + " order by " + order;
  }

  Map<String, Object> values() {
    return values;
  }
}
