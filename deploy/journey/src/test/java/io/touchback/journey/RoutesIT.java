package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.local.ChildJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every route of every service, asked for by everybody, in every spelling. */
class RoutesIT {
  private static final Set<String> OPS = Set.of("ops");
  private static final Set<String> STAFF = Set.of("ops", House.AGENT);
  private static final Set<String> ALL = Set.of();

  /** Who may have which of the routes that a service describes, by the service's name. */
  private static final Map<String, Map<String, Set<String>>> ALLOWED =
      Map.of(
          "orders",
          Map.ofEntries(
              Map.entry("GET /api/orders", STAFF),
              Map.entry("GET /api/orders/{id}", STAFF),
              Map.entry("POST /api/orders/{id}/hold", STAFF),
              Map.entry("POST /api/orders/{id}/cancel", STAFF),
              Map.entry("GET /api/webhooks", STAFF),
              Map.entry("GET /api/webhooks/{id}/body", OPS),
              Map.entry("GET /api/tasks", STAFF),
              Map.entry("POST /api/tasks/{id}/done", STAFF),
              Map.entry("POST /api/erasures", OPS),
              Map.entry("GET /api/shops/{shop}", STAFF),
              Map.entry("PUT /api/shops/{shop}", OPS),
              Map.entry("GET /track/{token}", ALL)),
          "notify",
          Map.of(
              "GET /api/notices", STAFF,
              "GET /api/notices/{id}", STAFF,
              "POST /api/notices/{id}/resend", STAFF),
          "sla",
          Map.of(
              "GET /api/alerts", STAFF,
              "GET /api/clocks", STAFF,
              "GET /api/clocks/{id}", STAFF,
              "GET /api/shops/{shop}/policies", STAFF,
              "PUT /api/shops/{shop}/policies", OPS));

  /** Described by nobody; some of them are not there in production. */
  private static final List<String> OF_QUARKUS =
      List.of("/q/metrics", "/q/openapi", "/q/openapi?format=json", "/q/arc", "/q/dev-ui", "/q");

  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private static final List<Caller> CALLERS =
      List.of(
          new Caller("nobody", "", ""),
          new Caller("a liar", "", Web.basic("ops", "guessed")),
          new Caller("a guest", House.GUEST, Web.basic(House.GUEST, House.PASSWORD)),
          new Caller("an agent", House.AGENT, Web.basic(House.AGENT, House.PASSWORD)),
          new Caller("operations", "ops", Web.basic("ops", House.PASSWORD)));

  private final House house = House.running();
  private final Furnished home = Furnished.in(house);

  /** A way in: the path has no id filled in yet. */
  private record Route(ChildJvm service, String method, String path, Set<String> roles) {
    String name() {
      return method + " " + path;
    }

    boolean ofQuarkus() {
      return path.startsWith("/q");
    }
  }

  private record Caller(String name, String role, String authorization) {
    boolean may(Route route) {
      return route.roles.equals(ALL) || route.roles.contains(role);
    }
  }

  /** One request, and what was answered. */
  private record Asked(Route route, String spelling, boolean plain, Caller caller, int status) {
    /** Whatever somebody who may have it got, nobody else may have got the like. */
    boolean opened(int toOps) {
      if (caller.may(route)) {
        return plain ? !route.ofQuarkus() && !reached(status) : status >= 500;
      }
      int refusal = caller.role.isEmpty() ? 401 : 403;
      return plain || reached(toOps) ? status != refusal : status < 400 || status >= 500;
    }

    /** What was done already is a conflict. */
    private static boolean reached(int status) {
      return status / 100 == 2 || status == 409;
    }

    @Override
    public String toString() {
      return "%s %s %s as %s: %d"
          .formatted(route.service.name(), route.method, spelling, caller.name, status);
    }
  }

  @Test
  @DisplayName("X1: every route of every service is known, and who may have it")
  void allAreKnown() {
    for (var service : services()) {
      var described = new TreeSet<String>();
      for (var path :
          Web.get(service.port(), "/q/openapi?format=json").path("paths").properties()) {
        METHODS.stream()
            .filter(path.getValue()::has)
            .forEach(
                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
      }
      assertEquals(described, new TreeSet<>(ALLOWED.get(service.name()).keySet()), service.name());
    }
  }

  @Test
  @DisplayName("X1: no route opens without the log-in and the role, however spelt")
  void nothingOpens() {
    var routes = services().stream().flatMap(RoutesIT::routes).toList();
    var before = home.kept();
    var asked = new ArrayList<Asked>();
    routes.forEach(route -> askAll(route, caller -> !caller.may(route), asked));
    var after = home.kept();
    routes.forEach(route -> askAll(route, caller -> caller.may(route), asked));
    var toOps =
        asked.stream()
            .filter(each -> each.caller.role.equals("ops"))
            .collect(Collectors.toMap(each -> key(each), Asked::status));
    var open = asked.stream().filter(each -> each.opened(toOps.get(key(each)))).toList();
    assertAll(
        () -> assertEquals(List.of(), open, "of " + asked.size()),
        () -> assertEquals(before, after, "what they asked for was done"));
  }

  @Test
  @DisplayName("X1: nobody is served by asking for what a route can do")
  void optionsSayNothing() {
    for (var service : services()) {
      routes(service)
          .map(Route::path)
          .distinct()
          .map(home::filled)
          .flatMap(path -> spellings(path).stream())
          .forEach(
              path -> {
                var answer = Web.send("OPTIONS", service.port(), path, new byte[0]);
                assertTrue(answer.statusCode() < 500, path + ": " + answer.statusCode());
                assertTrue(
                    answer.statusCode() >= 400 || answer.body().isEmpty(),
                    path + ": " + answer.body());
              });
    }
  }

  @Test
  @DisplayName("W1: a webhook that nobody signed is stored by no spelling of its door")
  void unsignedWebhooks() {
    var before = home.kept();
    var body = home.order.body("paid", home.order.now()).getBytes();
    for (var platform : List.of("shopify", "woocommerce", "standard", "nothing")) {
      var path = "/webhooks/" + home.shop.name + "/" + platform;
      for (var method : List.of("POST", "PUT", "GET", "HEAD", "OPTIONS", "DELETE")) {
        for (var spelling : spellings(path)) {
          int status = Web.send(method, house.orders.port(), spelling, body).statusCode();
          boolean plain = spelling.equals(path);
          int due = method.equals("POST") ? 401 : 405;
          boolean asked = method.equals("OPTIONS") || status >= 400;
          assertTrue(
              plain ? status == due : asked && status < 500,
              "%s %s: %d".formatted(method, spelling, status));
        }
      }
    }
    assertEquals(before, home.kept());
  }

  @Test
  @DisplayName("X1 X4 W1: what is another shop's is not there, nor can it be touched")
  void anotherShopsThings() {
    var other = Shop.openedIn(house, "shpss_other");
    var order = home.order;
    var before = home.kept();
    assertEquals(
        401,
        home.shop
            .shopifyTo(other, "orders/create", "e-1", order.body("paid", order.now()))
            .statusCode(),
        "its signature");
    assertEquals(
        200,
        other
            .shopify("fulfillments/create", "e-2", order.fulfilment("success", order.now()))
            .statusCode());
    assertEquals(200, other.shopify("customers/redact", "e-3", redact(order)).statusCode());
    var erasure = "{\"shop\": \"%s\", \"email\": \"%s\"}".formatted(other.name, order.email());
    assertEquals(202, house.ordersCall("POST", "/api/erasures", erasure).statusCode());
    await("both erasures are done").atMost(Duration.ofMinutes(1)).until(() -> erasures() == 0);
    assertEquals(before, home.kept());
    for (var list :
        List.of(
            house.ordersGet("/api/orders?shop=%s&q=%s".formatted(other.name, order.email())),
            house.ordersGet("/api/tasks?shop=" + other.name).path("tasks"),
            house.notifyGet("/api/notices?shop=%s&subject=%s".formatted(other.name, home.orderId)),
            house.slaGet("/api/clocks?shop=%s&subject=%s".formatted(other.name, home.orderId)),
            house.slaGet("/api/alerts?shop=" + other.name))) {
      assertEquals("[]", list.toString());
    }
  }

  @Test
  @DisplayName(
      "X4: a page opens by its whole token, and by nothing else that is known of its order")
  void pages() {
    assertEquals(200, page(home.token));
    int last = home.token.length() - 1;
    var wrong =
        Stream.of(
            "",
            home.orderId,
            "A".repeat(home.token.length()),
            home.token.substring(0, last),
            home.token + "A",
            home.token.toUpperCase(Locale.ROOT),
            new StringBuilder(home.token).reverse().toString());
    var changed =
        Stream.iterate(0, i -> i < last, i -> i + 1)
            .map(
                i ->
                    home.token.substring(0, i)
                        + other(home.token.charAt(i))
                        + home.token.substring(i + 1));
    Stream.concat(wrong, changed).forEach(token -> assertEquals(404, page(token), token));
  }

  private static char other(char letter) {
    return letter == 'A' ? 'B' : 'A';
  }

  private int page(String token) {
    return Web.send("GET", house.orders.port(), "/track/" + token, new byte[0]).statusCode();
  }

  private int erasures() {
    return house.postgres.query("orders", "select id from erasure").size();
  }

  private static String redact(Shop.Order order) {
    return """
        {"shop_id": 1, "customer": {"id": 7, "email": "%s"}, "orders_to_redact": [%d]}
        """
        .formatted(order.email(), order.id);
  }

  private void askAll(Route route, Predicate<Caller> who, List<Asked> asked) {
    var path = home.filled(route.path);
    for (var spelling : spellings(path)) {
      for (var caller : CALLERS) {
        if (who.test(caller)) {
          int status = ask(route, spelling, caller);
          asked.add(new Asked(route, spelling, spelling.equals(path), caller, status));
        }
      }
    }
  }

  private int ask(Route route, String spelling, Caller caller) {
    home.putTaskBack(route.name());
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    if (!caller.authorization.isEmpty()) {
      headers.put("Authorization", caller.authorization);
    }
    var flat =
        headers.entrySet().stream()
            .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
            .toArray(String[]::new);
    var body = home.body(route.name()).getBytes();
    return Web.send(route.method, route.service.port(), spelling, body, flat).statusCode();
  }

  private static String key(Asked asked) {
    return asked.route.service.name() + " " + asked.route.method + " " + asked.spelling;
  }

  private List<ChildJvm> services() {
    return List.of(house.orders, house.notify, house.sla);
  }

  /** Whoever may read may ask whether there is something to read. */
  private static Stream<Route> routes(ChildJvm service) {
    var described =
        ALLOWED.get(service.name()).entrySet().stream()
            .map(each -> route(service, each.getKey(), each.getValue()));
    var ofQuarkus = OF_QUARKUS.stream().map(path -> new Route(service, "GET", path, OPS));
    return Stream.concat(described, ofQuarkus)
        .flatMap(
            route ->
                route.method.equals("GET")
                    ? Stream.of(route, new Route(service, "HEAD", route.path, route.roles))
                    : Stream.of(route));
  }

  private static Route route(ChildJvm service, String name, Set<String> roles) {
    var words = name.split(" ");
    return new Route(service, words[0], words[1], roles);
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
            path.replaceFirst("^/(\\w+)/", "/track/../$1/"),
            path.replaceFirst("^/(\\w+)/", "/track/..;/$1/"),
            path.replaceFirst("^/(\\w)", "/%" + Integer.toHexString(path.charAt(1))),
            path.replaceFirst("/(\\w)(\\w*)$", "/$1$2;x=y"),
            path.toUpperCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
