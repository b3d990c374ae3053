package io.touchback.sla.board;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of the API a problem document; never a redirect, never our inner workings. */
class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthorized() {
    return Response.fromResponse(
            Problem.response(401, "Log in as ops with the password of TOUCHBACK_OPS_PASSWORD."))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Touchback\"")
        .build();
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return Problem.response(403, "This user's role does not allow that.");
  }

  @ServerExceptionMapper
  Response other(WebApplicationException e) {
    var response = e.getResponse();
    return response.hasEntity() || response.getStatus() < 400
        ? response
        : Problem.response(response.getStatus(), null);
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    LOG.error("A request failed; the cause below is what to fix", e);
    return Problem.response(500, "Our fault; the log of sla-service says why.");
  }
}
