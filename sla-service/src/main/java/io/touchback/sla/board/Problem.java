package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.sla.policy.Violation;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An error as its caller hears of it: a problem document (RFC 9457). */
public final class Problem extends WebApplicationException {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  private Problem(Response response) {
    super(response);
  }

  public static Problem badRequest(String detail) {
    return new Problem(response(400, detail));
  }

  public static Problem notFound(String detail) {
    return new Problem(response(404, detail));
  }

  /** Names each field that is wrong. */
  public static Problem badRequest(List<Violation> violations) {
    var detail =
        violations.stream()
            .map(wrong -> wrong.field() + " " + wrong.message())
            .collect(Collectors.joining("; "));
    var known = Document.of(400, detail);
    var document = new Document(known.type(), known.title(), 400, detail, violations);
    return new Problem(Response.status(400).type(MEDIA_TYPE).entity(document).build());
  }

  /** For where there is no exception to throw. */
  public static Response response(int status, @Nullable String detail) {
    return Response.status(status).type(MEDIA_TYPE).entity(Document.of(status, detail)).build();
  }

  /** The document itself; {@code detail} says what to do about it, {@code errors} where. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Document(
      String type,
      String title,
      int status,
      @Nullable String detail,
      @Nullable List<Violation> errors) {
    public static Document of(int status, @Nullable String detail) {
      var known = Response.Status.fromStatusCode(status);
      return new Document(
          "about:blank", known == null ? "Error" : known.getReasonPhrase(), status, detail, null);
    }
  }
}
