package io.touchback.orders.desk;

import io.touchback.orders.PlainText;
import io.touchback.orders.Problem;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderStatus;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.Shipment;
import io.touchback.orders.order.TrackingLink;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Orders, for whoever has a customer on the phone. */
@Path("/api/orders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
class OrdersResource {
  private static final int LONGEST_PAGE = 200;
  private static final int LAST_PAGE = 10_000;
  private static final int LONGEST_REASON = 1_000;

  private final OrderSearch search;
  private final NoticeTable notices;
  private final StaffActions staff;
  private final TrackingLink trackingLink;
  private final Clock clock;

  OrdersResource(
      OrderSearch search,
      NoticeTable notices,
      StaffActions staff,
      TrackingLink trackingLink,
      Clock clock) {
    this.search = search;
    this.notices = notices;
    this.staff = staff;
    this.trackingLink = trackingLink;
    this.clock = clock;
  }

  @GET
  @Transactional
  @Operation(
      summary = "Orders, newest first",
      description =
          "q is an order number, mail address, phone number, name or part of it, or tracking number."
              + " A Link header (rel=next) leads to older ones.")
  public Response newest(
      @QueryParam("shop") @Nullable String shop,
      @QueryParam("q") @Nullable String asked,
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("size") @DefaultValue("50") int size,
      @Context UriInfo uri) {
    Problem.refuseNul("shop", shop);
    Problem.refuseNul("q", asked);
    int number = Math.max(0, Math.min(page, LAST_PAGE));
    int length = Math.max(1, Math.min(size, LONGEST_PAGE));
    var orders = search.newest(shop, asked, number, length);
    var response = Response.ok(orders.stream().map(OrderSummary::of).toList());
    if (orders.size() == length) {
      response.link(
          uri.getRequestUriBuilder().replaceQueryParam("page", number + 1).build(), "next");
    }
    return response.build();
  }

  @GET
  @Path("/{id}")
  @Transactional
  @Operation(summary = "The whole story of an order")
  public OrderStory one(@PathParam("id") String id) {
    return story(uuid(id).flatMap(search::one));
  }

  @POST
  @Path("/{id}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "The shop cannot ship yet: the customer is told why and until when",
      description = "Fields: reason, newDate (2026-03-12); release: true ends the hold.")
  public OrderStory hold(@PathParam("id") String id, @Nullable HoldForm form) {
    var asked = form == null ? new HoldForm(null, null, false) : form;
    var reason = cleaned(asked.reason());
    checkNotPast(asked.newDate());
    return said(
        id,
        order -> {
          if (order.status() == OrderStatus.CANCELLED) {
            throw Problem.conflict("This order is cancelled: there is nothing to hold.");
          }
          if (!asked.release()) {
            refuseIfAllHasLeft(order, "hold");
          }
          return update(order)
              .with(new Hold(reason, asked.newDate(), after(order.hold()), asked.release()));
        });
  }

  /** What staff say now counts, though another clock was ahead when the last word was said. */
  private Instant after(@Nullable Hold last) {
    var now = clock.instant();
    return last == null || now.isAfter(last.at()) ? now : last.at().plusMillis(1);
  }

  @POST
  @Path("/{id}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Nothing more of this order will leave: the customer is told",
      description = "Field: reason. Money is given back on the platform, not here.")
  public OrderStory cancel(@PathParam("id") String id, @Nullable CancelForm form) {
    var reason = form == null ? null : cleaned(form.reason());
    return said(
        id,
        order -> {
          refuseIfAllHasLeft(order, "cancel");
          return update(order)
              .withMilestones(
                  List.of(new Milestone(Milestone.Kind.CANCELLED, clock.instant(), reason)));
        });
  }

  private OrderStory said(String id, Function<OrderState, OrderUpdate> said) {
    return story(uuid(id).flatMap(order -> staff.say(order, said)));
  }

  private OrderStory story(Optional<OrderState> order) {
    return order
        .map(state -> OrderStory.of(state, trackingLink.to(state.id()), notices.of(state.id())))
        .orElseThrow(() -> Problem.notFound("There is no such order."));
  }

  private static OrderUpdate update(OrderState order) {
    return OrderUpdate.of(order.platformOrderId());
  }

  private static void refuseIfAllHasLeft(OrderState order, String what) {
    if (order.status() != OrderStatus.CANCELLED
        && order.unitsToShip() == 0
        && order.shipments().stream().anyMatch(Shipment::live)) {
      throw Problem.conflict("All of this order has left: there is nothing to " + what + ".");
    }
  }

  /** One line without hidden characters: it goes into a mail. */
  private static @Nullable String cleaned(@Nullable String reason) {
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw Problem.badRequest("reason: at most " + LONGEST_REASON + " characters.");
    }
    return reason == null ? null : PlainText.of(reason);
  }

  /** Somewhere it is still yesterday. */
  private void checkNotPast(@Nullable LocalDate newDate) {
    if (newDate != null && newDate.isBefore(LocalDate.now(clock.withZone(ZoneOffset.MIN)))) {
      throw Problem.badRequest("newDate is in the past.");
    }
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  record HoldForm(@Nullable String reason, @Nullable LocalDate newDate, boolean release) {}

  record CancelForm(@Nullable String reason) {}
}
