package io.touchback.messaging;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Traces across Kafka, in the W3C's text form. A single event's trace goes on in what it causes; a
 * batch has a trace of its own, linked to those of its events. Only what its producer recorded is
 * recorded here.
 */
final class EventTrace {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})");
  private static final int MOST_LINKS = 100;

  private EventTrace() {}

  /** What goes on, else one that begins here and nobody records: it still ties events together. */
  static String current() {
    var going = Span.current().getSpanContext();
    var span = going.isValid() ? going : begun();
    return "00-%s-%s-%s"
        .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  private static SpanContext begun() {
    var random = ThreadLocalRandom.current();
    return SpanContext.create(
        TraceId.fromLongs(random.nextLong(), random.nextLong()),
        SpanId.fromLong(random.nextLong()),
        TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  static void run(List<IncomingEvent> events, Runnable effect) {
    var recorded = origins(events).filter(SpanContext::isSampled).limit(MOST_LINKS).toList();
    if (recorded.isEmpty()) {
      unrecorded(events).wrap(effect).run();
    } else {
      record(events, recorded, effect);
    }
  }

  private static Context unrecorded(List<IncomingEvent> events) {
    var context = Context.current();
    return events.size() > 1
        ? context
        : origins(events).findFirst().map(o -> context.with(Span.wrap(o))).orElse(context);
  }

  private static void record(
      List<IncomingEvent> events, List<SpanContext> recorded, Runnable effect) {
    var span =
        GlobalOpenTelemetry.getTracer("io.touchback.messaging")
            .spanBuilder(events.get(0).topic() + " process")
            .setSpanKind(SpanKind.CONSUMER)
            .setNoParent();
    if (events.size() == 1) {
      recorded.forEach(origin -> span.setParent(Context.root().with(Span.wrap(origin))));
    } else {
      recorded.forEach(span::addLink);
    }
    var started = span.startSpan();
    try {
      Context.current().with(started).wrap(effect).run();
    } finally {
      started.end();
    }
  }

  private static Stream<SpanContext> origins(List<IncomingEvent> events) {
    return events.stream()
        .map(IncomingEvent::traceparent)
        .filter(Objects::nonNull)
        .map(EventTrace::context)
        .filter(SpanContext::isValid);
  }

  private static SpanContext context(String traceparent) {
    var parts = TRACEPARENT.matcher(traceparent);
    return parts.matches()
        ? SpanContext.createFromRemoteParent(
            parts.group("trace"),
            parts.group("span"),
            TraceFlags.fromHex(parts.group("flags"), 0),
            TraceState.getDefault())
        : SpanContext.getInvalid();
  }
}
