package io.touchback.orders.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.touchback.orders.OrdersConfig;
import io.touchback.orders.Problem;
import io.touchback.orders.webhook.Gate.Call;
import io.touchback.orders.webhook.Gate.Verdict;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where platforms post their webhooks: {@code POST /webhooks/{shop}/{platform}}. A plain route
 * rather than a resource, because it needs the raw bytes, and must read on beyond what it takes.
 */
@ApplicationScoped
class Door {
  private static final Logger LOG = Logger.getLogger(Door.class);
  private static final Seldom SELDOM = new Seldom();
  private static final Seldom SELDOM_REFUSED = new Seldom();
  private static final Seldom SELDOM_INACTIVE = new Seldom();
  private static final String PATH = "/webhooks/:shop/:platform";

  private final Gate gate;
  private final Intake intake;
  private final Room room;
  private final Tally tally;

  Door(Gate gate, Intake intake, OrdersConfig config, MeterRegistry meters) {
    this.gate = gate;
    this.intake = intake;
    this.room = new Room(config.intake().capacity(), config.intake().bodies());
    this.tally = new Tally(meters);
  }

  void open(@Observes Router router) {
    router.post(PATH).handler(this::receive);
    router.route(PATH).handler(call -> answer(call, Answer.of(405, "Webhooks are posted.")));
  }

  private void receive(RoutingContext call) {
    var body = room.body();
    call.addEndHandler(end -> body.leave());
    call.request().exceptionHandler(e -> body.leave());
    call.request().handler(chunk -> read(call, body, chunk));
    call.request().endHandler(end -> received(call, body));
    call.request().resume();
  }

  /** Whoever does not say how much is to come may never come to an end. */
  private void read(RoutingContext call, Room.Body body, Buffer chunk) {
    body.add(chunk);
    if (body.endless() && !call.response().ended()) {
      call.request().pause();
      call.addEndHandler(end -> call.request().connection().close());
      call.response().putHeader("connection", "close");
      tooLarge(call);
    }
  }

  private void tooLarge(RoutingContext call) {
    done(call, "-", "too-large", Answer.of(413, "A webhook may have up to 2 MB."));
  }

  private void received(RoutingContext call, Room.Body body) {
    if (body.tooLarge()) {
      tooLarge(call);
    } else if (!body.enter()) {
      done(call, "-", "busy", Answer.later("Too much at once."));
    } else {
      look(call, body.bytes());
    }
  }

  private void look(RoutingContext call, byte[] body) {
    var headers = call.request().headers();
    var asked = new Call(call.pathParam("shop"), call.pathParam("platform"), headers::get, body);
    try {
      gate.glance(asked).ifPresentOrElse(v -> judged(call, v), () -> lookLonger(call, asked));
    } catch (RuntimeException | StackOverflowError e) {
      cannotStore(call, "-", e);
    }
  }

  /** What may ask the database or take its time holds up no other connection. */
  private void lookLonger(RoutingContext call, Call asked) {
    call.vertx()
        .executeBlocking(() -> gate.look(asked), false)
        .onSuccess(verdict -> judged(call, verdict))
        .onFailure(e -> cannotStore(call, "-", e));
  }

  private void judged(RoutingContext call, Verdict verdict) {
    if (verdict instanceof Verdict.Welcome welcome) {
      take(call, welcome.webhook());
    } else if (verdict instanceof Verdict.Ping) {
      done(call, "-", "ping", Answer.ok("ping"));
    } else if (verdict instanceof Verdict.Unreadable unreadable) {
      done(call, "-", "unreadable", Answer.of(400, unreadable.reason()));
    } else {
      refuse(call);
    }
  }

  private void refuse(RoutingContext call) {
    if (SELDOM_REFUSED.now()) {
      LOG.infof(
          "Webhooks are refused with 401: if they should not be, compare the platform's secret with"
              + " the one put to /api/shops (this is said at most every 10 s)");
    }
    done(
        call,
        "-",
        "refused",
        Answer.of(401, "No such shop, or the signature is not by one of its secrets."));
  }

  private void take(RoutingContext call, Webhook webhook) {
    var topic = webhook.topicLabel();
    Future.fromCompletionStage(intake.take(webhook), call.vertx().getOrCreateContext())
        .onSuccess(
            taken -> {
              boolean known = taken == Intake.Taken.KNOWN;
              done(call, topic, outcome(webhook, taken), Answer.ok(known ? "known" : "stored"));
            })
        .onFailure(e -> cannotStore(call, topic, e));
  }

  /** That nobody is told of these orders somebody has to see: the platform only says who left. */
  private static String outcome(Webhook webhook, Intake.Taken taken) {
    if (taken != Intake.Taken.STORED) {
      return taken == Intake.Taken.KNOWN ? "known" : "failed";
    }
    if (webhook.order() == null || webhook.shop().active()) {
      return webhook.state().word();
    }
    if (SELDOM_INACTIVE.now()) {
      LOG.warnf(
          "Shop %s left its platform and still sends orders, of which nobody is told: if it is back,"
              + " PUT it to /api/shops again (this is said at most every 10 s)",
          webhook.shop().name());
    }
    return "shop-inactive";
  }

  private void cannotStore(RoutingContext call, String topic, Throwable cause) {
    if (SELDOM.now()) {
      LOG.warnf("Webhooks are put off with 503 (%s)", cause);
    }
    done(call, topic, "put-off", Answer.later("It cannot be stored now."));
  }

  private void done(RoutingContext call, String topic, String outcome, Answer answer) {
    var platform = call.pathParam("platform");
    tally.add(gate.knows(platform) ? platform : "other", topic, outcome);
    answer(call, answer);
  }

  private static void answer(RoutingContext call, Answer answer) {
    var response = call.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader("content-type", answer.mediaType());
    if (answer.retryAfterSeconds() != null) {
      response.putHeader("retry-after", answer.retryAfterSeconds());
    }
    response.end(answer.body());
  }

  /** What the sender hears. */
  private record Answer(
      int status, String mediaType, String body, @Nullable String retryAfterSeconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer ok(String outcome) {
      return new Answer(200, "application/json", "{\"outcome\":\"" + outcome + "\"}", null);
    }

    static Answer of(int status, String detail) {
      return new Answer(status, Problem.MEDIA_TYPE, problem(status, detail), null);
    }

    static Answer later(String detail) {
      return new Answer(503, Problem.MEDIA_TYPE, problem(503, detail + " Please retry."), "5");
    }

    private static String problem(int status, String detail) {
      try {
        return JSON.writeValueAsString(Problem.Document.of(status, detail));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
