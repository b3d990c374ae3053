package io.touchback.notify;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.touchback.messaging.DatabaseAway;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every error of the API a problem document; never a redirect, never our inner workings. */
class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final int RETRY_AFTER_SECONDS = 5;

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
    return failed(e);
  }

  @ServerExceptionMapper
  Response notCommitted(RollbackException e) {
    return failed(e);
  }

  private static Response failed(Exception e) {
    return DatabaseAway.behind(e).map(Problems::later).orElseGet(() -> ourFault(e));
  }

  private static Response later(String why) {
    LOG.warnf("A request is put off with 503: the database is away (%s)", why);
    return Response.fromResponse(
            Problem.response(503, "The database cannot be reached now. Please retry."))
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  private static Response ourFault(Exception e) {
    LOG.error("A request failed; the cause below is what to fix", e);
    return Problem.response(500, "Our fault; the log of notify-service says why.");
  }
}
