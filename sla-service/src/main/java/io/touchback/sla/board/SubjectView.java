package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a clock runs on, or an alert is about. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubjectView(String type, String id, @Nullable String number) {
  static SubjectView of(ResultSet row) throws SQLException {
    return new SubjectView(
        row.getString("subject_type"), row.getString("subject_id"), row.getString("number"));
  }
}
