package io.touchback.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.local.ChildJvm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every route of every service, asked for by those who may not have it, in every spelling. */
class RoutesIT {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  /** Named by no description of the API. */
  private static final List<Route> OF_QUARKUS =
      Stream.of("/q/metrics", "/q/openapi", "/q/openapi?format=json", "/q/arc", "/q/dev-ui", "/q")
          .map(path -> new Route("GET", path))
          .toList();

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  private record Route(String method, String path) {}

  @Test
  @DisplayName("X1: no route of operations opens without the log-in and the role, however spelt")
  void nothingOpens() throws IOException {
    var open = new ArrayList<String>();
    int asked = 0;
    for (var service : List.of(house.orders, house.notify, house.sla)) {
      var routes = routes(service);
      assertTrue(routes.size() > OF_QUARKUS.size(), "routes of " + service.name());
      for (var route : routes) {
        for (var spelling : spellings(route.path())) {
          for (var caller : callers().entrySet()) {
            asked++;
            var answer = ask(service, route, spelling, caller.getValue());
            int status = answer.statusCode();
            boolean plain = spelling.equals(route.path());
            if (status < 400 || status >= 500 || (plain && !refused(status, caller.getKey()))) {
              open.add(
                  "%s %s %s as %s: %d"
                      .formatted(
                          service.name(), route.method(), spelling, caller.getKey(), status));
            }
          }
        }
      }
    }
    assertEquals(List.of(), open, "of " + asked);
  }

  @Test
  @DisplayName("X1 X4 W1: what is another shop's is not there")
  void anotherShopsThings() {
    var other = Shop.openedIn(house, "shpss_other");
    var order = shop.order();
    order.placedAndPaid();
    var body = order.body("paid", order.now());
    assertEquals(
        401, shop.shopifyTo(other, "orders/create", "e-1", body).statusCode(), "its signature");
    assertEquals(0, house.ordersGet("/api/orders?shop=" + other.name).size());
    var id = UUID.randomUUID();
    for (var path : List.of("/api/orders/" + id, "/track/" + "A".repeat(43), "/track/" + id)) {
      assertEquals(404, Web.call("GET", house.orders.port(), path, null).statusCode(), path);
    }
    assertEquals(
        404, Web.call("GET", house.notify.port(), "/api/notices/" + id, null).statusCode());
    assertEquals(404, Web.call("GET", house.sla.port(), "/api/clocks/" + id, null).statusCode());
  }

  private static boolean refused(int status, String caller) {
    return caller.equals("a guest")
        ? status == 403 || status == 404
        : status == 401 || status == 404;
  }

  private static Map<String, String> callers() {
    return Map.of(
        "nobody", "",
        "a liar", Web.basic("ops", "guessed"),
        "a guest", Web.basic(House.GUEST, House.PASSWORD));
  }

  private static HttpResponse<String> ask(
      ChildJvm service, Route route, String path, String authorization) {
    var body = route.method().equals("GET") ? new byte[0] : "{}".getBytes();
    return authorization.isEmpty()
        ? Web.send(route.method(), service.port(), path, body, "Content-Type", "application/json")
        : Web.send(
            route.method(),
            service.port(),
            path,
            body,
            "Content-Type",
            "application/json",
            "Authorization",
            authorization);
  }

  /** Those of operations, from the service's own description, and Quarkus' own. */
  private List<Route> routes(ChildJvm service) throws IOException {
    var described = Web.get(service.port(), "/q/openapi?format=json").path("paths");
    var routes = new ArrayList<>(OF_QUARKUS);
    for (var path : described.properties()) {
      if (path.getKey().startsWith("/api")) {
        METHODS.stream()
            .filter(path.getValue()::has)
            .map(method -> new Route(method.toUpperCase(Locale.ROOT), filled(path.getKey())))
            .forEach(routes::add);
      }
    }
    return routes;
  }

  private String filled(String path) {
    return path.replace("{shop}", shop.name).replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
  }

  private static List<String> spellings(String path) {
    return Stream.of(
            path,
            path + ";x",
            path + "%3Bx",
            path + "/",
            path + "//",
            path + "%2F",
            path + "%00",
            path + "/.",
            "/" + path,
            path.replaceFirst("^/(\\w+)", "/$1;x"),
            path.replaceFirst("^/(\\w+)", "/$1%3Bx"),
            path.replaceFirst("^/(\\w+)/", "/$1//"),
            path.replaceFirst("^/(\\w+)/", "/$1%2F"),
            path.replaceFirst("^/(\\w+)/", "/x/../$1/"),
            path.replaceFirst("^/(\\w+)/", "/q/health/../../$1/"),
            path.replaceFirst("^/(\\w+)/", "/q/health/%2e%2e/%2e%2e/$1/"),
            path.replaceFirst("^/(\\w)", "/%" + Integer.toHexString(path.charAt(1))),
            path.toUpperCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
