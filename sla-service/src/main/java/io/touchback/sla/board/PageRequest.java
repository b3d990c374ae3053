package io.touchback.sla.board;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Which part of a list is wanted. */
@NullUnmarked
class PageRequest {
  private static final int LONGEST = 200;
  private static final int FURTHEST = 10_000;

  @QueryParam("page")
  @DefaultValue("0")
  int page;

  @QueryParam("size")
  @DefaultValue("50")
  int size;

  @Context UriInfo uri;

  private int index() {
    return Math.max(0, Math.min(page, FURTHEST));
  }

  int offset() {
    return index() * length();
  }

  int length() {
    return Math.max(1, Math.min(size, LONGEST));
  }

  /** The page, with a {@code Link} to the next one if there may be one. */
  Response of(List<?> rows) {
    var response = Response.ok(rows);
    if (rows.size() == length() && index() < FURTHEST) {
      var next = uri.getRequestUriBuilder().replaceQueryParam("page", index() + 1).build();
      response.link(next, "next");
    }
    return response.build();
  }
}
