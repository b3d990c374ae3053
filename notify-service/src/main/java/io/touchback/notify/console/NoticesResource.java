package io.touchback.notify.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.notify.Problem;
import io.touchback.notify.console.NoticeList.Listed;
import io.touchback.notify.notice.KeptMails;
import io.touchback.notify.notice.NoticeState;
import io.touchback.notify.notice.Resending;
import io.touchback.notify.send.MailAddress;
import io.touchback.notify.send.MailComposer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What customers were told, what they were not told and why; and telling them once more. */
@Path("/api/notices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
public class NoticesResource {
  private static final int LONGEST_PAGE = 200;
  private static final String NONE = "There is no such notice.";

  private final NoticeList notices;
  private final KeptMails mails;
  private final MailComposer composer;
  private final Resending resending;
  private final ObjectMapper json;

  NoticesResource(
      NoticeList notices,
      KeptMails mails,
      MailComposer composer,
      Resending resending,
      ObjectMapper json) {
    this.notices = notices;
    this.mails = mails;
    this.composer = composer;
    this.resending = resending;
    this.json = json;
  }

  @GET
  @Transactional
  @Operation(
      summary = "Notices, newest first",
      description =
          "subject is an order's id or number. A Link header (rel=next) leads to older ones.")
  public Response newest(
      @QueryParam("shop") @Nullable String shop,
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("state") @Nullable String state,
      @QueryParam("before") @DefaultValue("" + Long.MAX_VALUE) long before,
      @QueryParam("size") @DefaultValue("50") int size,
      @Context UriInfo uri) {
    if ((shop + " " + subject).indexOf('\0') >= 0) {
      throw Problem.badRequest("No notice has a NUL in it.");
    }
    int page = Math.max(1, Math.min(size, LONGEST_PAGE));
    var rows = notices.newest(shop, subject, state(state), before, page);
    var response = Response.ok(rows.stream().map(Listed::notice).toList());
    if (rows.size() == page) {
      var older = uri.getRequestUriBuilder().replaceQueryParam("before", rows.get(page - 1).seq());
      response.link(older.build(), "next");
    }
    return response.build();
  }

  @GET
  @Path("/{id}")
  @Transactional
  @Operation(summary = "One notice: exactly what the customer got, and what happened to it")
  public NoticeStory one(@PathParam("id") String id) {
    var notice = notices.find(uuid(id)).orElseThrow(() -> Problem.notFound(NONE));
    return NoticeStory.of(notice, notices.resendsOf(notice.id()), mails.of(notice.id()), composer);
  }

  @POST
  @Path("/{id}/resend")
  @Operation(
      summary = "Tell the customer once more, in a new mail",
      description =
          "The body may say where to instead: {\"to\": \"zoe@example.com\"}. What still waits for"
              + " another address does not go there any more.")
  public Response resend(@PathParam("id") String id, @Nullable String body) {
    var to = to(body);
    if (to != null && !MailAddress.isBare(to)) {
      throw Problem.badRequest("to must be a bare mail address, as zoe@example.com.");
    }
    var outcome = resending.resend(uuid(id), to);
    if (outcome instanceof Resending.Resent resent) {
      return Response.accepted(Map.of("id", resent.id())).build();
    }
    if (outcome instanceof Resending.Refused refused) {
      throw Problem.conflict(refused.why());
    }
    throw Problem.notFound(NONE);
  }

  /** Not a parameter, which would be in every log on the way; most callers send no body at all. */
  private @Nullable String to(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return null;
    }
    try {
      var form = json.readValue(body, ResendForm.class);
      return form == null ? null : form.to();
    } catch (JsonProcessingException e) {
      throw Problem.badRequest("The body is empty, or as {\"to\": \"zoe@example.com\"}.");
    }
  }

  private record ResendForm(@Nullable String to) {}

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Problem.notFound(NONE);
    }
  }

  private static @Nullable NoticeState state(@Nullable String word) {
    if (word == null) {
      return null;
    }
    try {
      return NoticeState.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
          Stream.of(NoticeState.values())
              .map(NoticeState::word)
              .collect(Collectors.joining(", ", "state is one of ", ".")));
    }
  }
}
