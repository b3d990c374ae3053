package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A shop with one of everything, so that whoever opens a door finds what is behind it. */
final class Furnished {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Map<String, List<String>> TABLES =
      Map.of(
          "orders", List.of("orders", "webhook", "task", "erasure", "shop", "shop_secret"),
          "notify", List.of("notice", "shop", "waiting_event", "suppressed_address"),
          "sla", List.of("clock", "alert", "policy_override", "shop"));

  final Shop shop;
  final Shop.Order order;
  final String orderId;
  final String token;
  private final House house;
  private final Shop.Order forgotten;
  private final String task;

  /** What stands for the id in each route that has one. */
  private final Map<String, String> ids;

  private Furnished(House house, Shop shop) {
    this.house = house;
    this.shop = shop;
    order = shop.order();
    forgotten = shop.order();
    var cancelled = shop.order();
    List.of(order, forgotten, cancelled).forEach(Shop.Order::placedAndPaid);
    shop.shopify("customers/data_request", "asks-" + order.id, dataRequest());
    Quiet.awaitOf(house, shop);
    await("each has a mail")
        .atMost(PATIENCE)
        .until(() -> house.smtp.takenFor(shop.name).size() == 3);
    orderId = idOf(order);
    token = orders("orders/" + orderId).findValuesAsText("trackingPage").get(0).split("/track/")[1];
    task = orders("tasks?shop=" + shop.name).at("/tasks/0/id").asText();
    ids =
        Map.of(
            "/api/orders/{id}", orderId,
            "/api/orders/{id}/hold", orderId,
            "/api/orders/{id}/cancel", idOf(cancelled),
            "/api/tasks/{id}/done", task,
            "/api/webhooks/{id}/body", webhook(),
            "/api/notices/{id}", notice(),
            "/api/notices/{id}/resend", notice(),
            "/api/clocks/{id}", clock(),
            "/track/{token}", token);
  }

  static Furnished in(House house) {
    return new Furnished(house, Shop.openedIn(house));
  }

  /** The route's path, with what is there. */
  String filled(String path) {
    var filled = path.replace("{shop}", shop.name);
    return filled.contains("{")
        ? filled.replaceAll("\\{[^}]+}", Objects.requireNonNull(ids.get(path), path))
        : filled;
  }

  /** One that would do something. */
  String body(String route) {
    return switch (route) {
      case "POST /api/orders/{id}/hold" -> "{\"reason\": \"by nobody's leave\"}";
      case "POST /api/orders/{id}/cancel" -> "{\"reason\": \"by nobody's leave\"}";
      case "POST /api/erasures" ->
          "{\"shop\": \"%s\", \"email\": \"%s\"}".formatted(shop.name, forgotten.email());
      case "PUT /api/shops/{shop}" -> "{\"contactName\": \"Mallory\"}";
      case "PUT /api/shops/{shop}/policies" ->
          "{\"policies\": {\"order.dispatch\": {\"target\": \"PT99H\"}}}";
      default -> "";
    };
  }

  /** A task that was done is gone: whoever asks next would find nothing. */
  void putTaskBack(String route) {
    if (route.equals("POST /api/tasks/{id}/done")) {
      house.postgres.execute(
          "orders",
          """
          insert into task (id, shop, kind, platform_order_ids, since)
          values ('%s', '%s', 'data-request', '{}', now()) on conflict do nothing
          """
              .formatted(task, shop.name));
    }
  }

  /** All that is kept of the shop: changes if anything does. */
  Map<String, List<String>> kept() {
    var kept = new TreeMap<String, List<String>>();
    TABLES.forEach(
        (service, tables) ->
            tables.forEach(table -> kept.put(service + "." + table, rows(service, table))));
    return kept;
  }

  private List<String> rows(String service, String table) {
    return house.postgres.query(
        service,
        "select md5(of_it::text) from %s as of_it where of_it::text like '%%%s%%' order by 1"
            .formatted(table, shop.name));
  }

  private String dataRequest() {
    return """
        {"shop_id": 1, "orders_requested": [%d], "customer": {"id": 7, "email": "%s"},
         "data_request": {"id": 9}}
        """
        .formatted(order.id, order.email());
  }

  private String idOf(Shop.Order order) {
    return order.kept().path("id").asText();
  }

  private String webhook() {
    return house
        .postgres
        .query(
            "orders",
            "select id from webhook where shop = '%s' and platform_order_id = '%d'"
                .formatted(shop.name, order.id))
        .get(0);
  }

  private String notice() {
    return house
        .notifyGet("/api/notices?shop=%s&subject=%s".formatted(shop.name, orderId))
        .at("/0/id")
        .asText();
  }

  private String clock() {
    return house.slaGet("/api/clocks?shop=" + shop.name).at("/0/id").asText();
  }

  private JsonNode orders(String path) {
    return house.ordersGet("/api/" + path);
  }
}
