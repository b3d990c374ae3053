package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What a clock runs on, or an alert is about. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubjectView(String type, String id, @Nullable String number) {}
