package io.touchback.orders.tracking;

import io.quarkus.qute.TemplateInstance;
import io.touchback.messaging.DatabaseAway;
import io.touchback.orders.order.Orders;
import io.touchback.orders.order.TrackingToken;
import io.touchback.orders.shop.ShopTable;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The customer's page of an order. Whoever has its link may see it, and nobody can guess one. */
@Path("/track/{token: .*}")
public class TrackingResource {
  private static final Logger LOG = Logger.getLogger(TrackingResource.class);
  private static final int RETRY_AFTER_SECONDS = 60;

  private final TrackingToken tokens;
  private final Orders orders;
  private final ShopTable shops;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  TrackingResource(TrackingToken tokens, Orders orders, ShopTable shops, Clock clock) {
    this.tokens = tokens;
    this.orders = orders;
    this.shops = shops;
    this.clock = clock;
  }

  @GET
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  @Operation(summary = "The customer's page", description = "One page for every unknown token.")
  public Response page(@PathParam("token") String token) {
    String nonce = nonce();
    try {
      Optional<TrackedOrder> order = tokens.read(token).flatMap(this::find);
      return order.map(found -> found(found, nonce)).orElseGet(() -> notFound(nonce));
    } catch (RuntimeException e) {
      return away(DatabaseAway.behind(e).orElseThrow(() -> e), nonce);
    }
  }

  private Optional<TrackedOrder> find(UUID id) {
    return orders
        .find(id)
        .filter(order -> !order.erased())
        .flatMap(
            order -> shops.find(order.shop()).map(shop -> TrackedOrders.of(order, shop.profile())));
  }

  private Response found(TrackedOrder order, String nonce) {
    TrackingView view = TrackingViews.of(order, wording(order));
    return answer(
        Response.Status.OK, TrackingPages.order(view, nonce), nonce, view.seller().logo());
  }

  private static Response notFound(String nonce) {
    return answer(Response.Status.NOT_FOUND, TrackingPages.notFound(nonce), nonce, null);
  }

  private static Response away(String why, String nonce) {
    LOG.warnf("A customer's page is put off with 503: the database is away (%s)", why);
    return Response.fromResponse(
            answer(Response.Status.SERVICE_UNAVAILABLE, TrackingPages.away(nonce), nonce, null))
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  /** RULES X1, X3, X4: nothing is kept, indexed, framed, run or told to other sites. */
  private static Response answer(
      Response.Status status, TemplateInstance page, String nonce, @Nullable String logo) {
    return Response.status(status)
        .entity(page.render())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Robots-Tag", "noindex, nofollow")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'nonce-%s'; img-src %s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                .formatted(nonce, logo == null ? "'none'" : origin(logo)))
        .build();
  }

  private static String origin(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private String nonce() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The shop's own English, for its days and money; other languages have no texts yet. */
  private Wording wording(TrackedOrder order) {
    Locale shops = Locale.forLanguageTag(order.shop().locale());
    boolean english = shops.getLanguage().equals("en") && !shops.getCountry().isEmpty();
    return new Wording(
        english ? shops : Locale.UK, ZoneId.of(order.shop().timeZone()), clock.instant());
  }
}
