package io.touchback.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
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

  public static Problem conflict(String detail) {
    return new Problem(response(409, detail));
  }

  /** PostgreSQL knows no text with a NUL in it. */
  public static void refuseNul(String field, @Nullable String text) {
    if (text != null && text.indexOf('\0') >= 0) {
      throw badRequest(field + " must not contain NUL.");
    }
  }

  /** For where there is no exception to throw. */
  public static Response response(int status, @Nullable String detail) {
    return Response.status(status).type(MEDIA_TYPE).entity(Document.of(status, detail)).build();
  }

  /** The document itself; {@code detail} says what to do about it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Document(String type, String title, int status, @Nullable String detail) {
    public static Document of(int status, @Nullable String detail) {
      var known = Response.Status.fromStatusCode(status);
      return new Document(
          "about:blank", known == null ? "Error" : known.getReasonPhrase(), status, detail);
    }
  }
}
