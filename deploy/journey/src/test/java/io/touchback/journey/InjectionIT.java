package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What customers and platforms may write, in every field, against every place where it is shown.
 */
class InjectionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern TAG =
      Pattern.compile("<[a-z][^\\s>/]*((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
  private static final Pattern HANDLER = Pattern.compile("\\bon[a-z]+\\s*=|injected");

  /** By name: something that must not become more than text. */
  private static final Map<String, String> BLOWS =
      new TreeMap<>(
          Map.of(
              "markup", "<b id=injected>x</b><script>injected()</script>",
              "attribute", "\"'><img src=injected onerror=injected()>",
              "handler", "\" onerror=injected() '",
              "header", "x\r\nX-Injected: yes\r\nBcc: injected@evil.example",
              "body", "x\r\n\r\n<b id=injected>\r\n.\r\nMAIL FROM:<injected@evil.example>",
              "template",
                  "{inject:injected}${7001*191}{{7001*191}}#{7001*191}{7001*191}{#if true}injected{/if}",
              "link", "javascript:injected()//https://ok.example",
              "comment", "</style></title>--><b id=injected>"));

  private static final List<String> FIELDS =
      List.of(
          "order /name",
          "order /customer/first_name",
          "order /customer/last_name",
          "order /shipping_address/name",
          "order /shipping_address/city",
          "order /shipping_address/address1",
          "order /line_items/0/name",
          "parcel /tracking_company",
          "parcel /tracking_number",
          "parcel /tracking_urls/0",
          "parcel /line_items/0/name");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  /** An order one field of which is a blow. */
  private record Case(String field, String blow, Shop.Order order) {
    /** Alerts show an order's number and nothing else that is somebody's text. */
    boolean ships() {
      return !field.equals("order /name");
    }

    @Override
    public String toString() {
      return field + " " + blow;
    }
  }

  @Test
  @DisplayName("X2 X3 M1: every field against every output: text stays text")
  void textStaysText() throws IOException {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT1S", "hours": "calendar"}}}
        """);
    var cases = new ArrayList<Case>();
    for (var field : FIELDS) {
      for (var blow : BLOWS.keySet()) {
        var hit = new Case(field, blow, shop.order());
        cases.add(hit);
        post(hit);
      }
    }
    int mails = cases.stream().mapToInt(hit -> hit.ships() ? 2 : 1).sum();
    await("their mails")
        .atMost(PATIENCE)
        .until(() -> house.smtp.takenFor(shop.name).size() >= mails);
    await("an alert of each that does not ship")
        .atMost(PATIENCE)
        .until(() -> alerts().size() >= BLOWS.size());
    var broken = new ArrayList<String>();
    for (var hit : cases) {
      for (var mail : house.smtp.takenFor(hit.order().email())) {
        brokenMail(mail).forEach(what -> broken.add(hit + ": mail " + what));
      }
      broken(page(hit.order())).forEach(what -> broken.add(hit + ": page " + what));
    }
    for (var alert : alerts()) {
      var summary = alert.path("summary").asText();
      if (summary.chars().anyMatch(Character::isISOControl)) {
        broken.add("alert: " + summary);
      }
    }
    assertEquals(mails, house.smtp.takenFor(shop.name).size(), "one mail each");
    assertEquals(0, house.smtp.takenFor("evil.example").size());
    assertEquals(List.of(), broken);
  }

  @Test
  @DisplayName("X3 M1: every text that a platform tells, at every door: text stays text")
  void everyTextStaysText() throws IOException {
    for (var door : Door.values()) {
      for (var field : texts(object(door.body(shop.order())), "")) {
        for (var blow : BLOWS.values()) {
          var order = shop.order();
          var body = object(door.body(order));
          set(body, field, blow);
          int status = door.post(shop, order, body.toString());
          assertTrue(status == 200 || status == 400, () -> door + field + " gives " + status);
        }
      }
    }
    Quiet.awaitOf(house, shop);
    var broken = new ArrayList<String>();
    var mails = house.smtp.takenFor(shop.name);
    mails.forEach(mail -> brokenMail(mail).forEach(what -> broken.add("mail " + what)));
    var orders =
        house.postgres.query(
            "orders", "select id from orders where shop = '%s'".formatted(shop.name));
    orders.forEach(id -> broken(pageOf(id)).forEach(what -> broken.add("page " + what)));
    assertEquals(List.of(), broken);
    assertEquals(0, house.smtp.takenFor("evil.example").size());
    assertTrue(mails.size() > orders.size() / 2, mails.size() + " mails, " + orders.size());
  }

  /** Where platforms speak, and in whose words. */
  private enum Door {
    SHOPIFY_ORDER,
    SHOPIFY_PARCEL,
    WOOCOMMERCE,
    STANDARD;

    String body(Shop.Order order) {
      return switch (this) {
        case SHOPIFY_ORDER -> order.body("paid", order.now());
        case SHOPIFY_PARCEL -> order.fulfilment("success", order.now());
        case WOOCOMMERCE -> order.wooBody();
        case STANDARD -> order.standardBody();
      };
    }

    int post(Shop shop, Shop.Order order, String body) {
      return switch (this) {
        case SHOPIFY_ORDER -> shop.shopify("orders/create", "c-" + order.id, body).statusCode();
        case SHOPIFY_PARCEL -> {
          order.placedAndPaid();
          yield shop.shopify("fulfillments/create", "f-" + order.id, body).statusCode();
        }
        case WOOCOMMERCE -> shop.woocommerce("order.created", body).statusCode();
        case STANDARD -> shop.standard(body).statusCode();
      };
    }
  }

  /** The pointers of all texts in it. */
  private static List<String> texts(JsonNode node, String at) {
    if (node.isTextual()) {
      return List.of(at);
    }
    var texts = new ArrayList<String>();
    node.properties()
        .forEach(field -> texts.addAll(texts(field.getValue(), at + '/' + field.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      texts.addAll(texts(node.get(i), at + '/' + i));
    }
    return texts;
  }

  private void post(Case hit) throws IOException {
    var order = hit.order();
    var placed = object(order.body("paid", order.now()));
    var parcel = object(order.fulfilment("success", order.now().plusSeconds(1)));
    parcel.putArray("tracking_urls").add("https://www.ups.com/track");
    var where = hit.field().split(" ");
    set(where[0].equals("order") ? placed : parcel, where[1], BLOWS.get(hit.blow()));
    if (where[1].equals("/tracking_number")) {
      parcel.putArray("tracking_numbers").add(BLOWS.get(hit.blow()));
    }
    order.deliver("orders/create", "create-" + order.id, placed.toString());
    if (hit.ships()) {
      order.deliver("fulfillments/create", "ship-" + order.id, parcel.toString());
    }
  }

  private static ObjectNode object(String json) throws IOException {
    return (ObjectNode) House.JSON.readTree(json);
  }

  private static void set(ObjectNode body, String path, String text) {
    int last = path.lastIndexOf('/');
    var parent = body.at(path.substring(0, last));
    var name = path.substring(last + 1);
    if (parent instanceof ObjectNode object) {
      object.put(name, text);
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent)
          .set(Integer.parseInt(name), House.JSON.getNodeFactory().textNode(text));
    }
  }

  private List<String> brokenMail(SmtpSink.Mail mail) {
    var broken = new ArrayList<>(broken(decoded(mail.raw())));
    for (var header : List.of("X-Injected", "Bcc", "Cc")) {
      if (!mail.headers(header).isEmpty()) {
        broken.add("header " + header);
      }
    }
    for (var header : List.of("From", "To", "Subject", "Message-ID", "Reply-To")) {
      if (mail.headers(header).size() != 1) {
        broken.add("has %d of %s".formatted(mail.headers(header).size(), header));
      }
    }
    if (!decoded(mail.raw()).contains("<html")) {
      broken.add("cannot be looked into");
    }
    return broken;
  }

  /** What must not be in HTML. The text part of a mail may say whatever it likes. */
  private static List<String> broken(String shown) {
    var html = shown.substring(Math.max(0, shown.indexOf("<html"))).toLowerCase(Locale.ROOT);
    var broken = new ArrayList<String>();
    for (var bad :
        List.of(
            "<b id=injected",
            "<script>injected",
            "<img src=injected",
            "href=\"javascript:",
            "src=\"javascript:",
            "1337191")) {
      if (html.contains(bad)) {
        broken.add("has " + bad);
      }
    }
    TAG.matcher(html)
        .results()
        .map(tag -> QUOTED.matcher(tag.group(1)).replaceAll(""))
        .filter(attributes -> HANDLER.matcher(attributes).find())
        .forEach(attributes -> broken.add("has the attributes " + attributes));
    return broken;
  }

  private String page(Shop.Order order) {
    var id =
        house
            .postgres
            .query(
                "orders",
                "select id from orders where shop = '%s' and platform_order_id = '%d'"
                    .formatted(shop.name, order.id))
            .get(0);
    return pageOf(id);
  }

  private String pageOf(String id) {
    var link = house.ordersGet("/api/orders/" + id).findValuesAsText("trackingPage");
    var path = link.get(0).replaceFirst("^https?://[^/]+", "");
    var page = Web.send("GET", house.orders.port(), path, new byte[0]);
    assertEquals(200, page.statusCode(), path);
    return page.body();
  }

  private List<JsonNode> alerts() {
    return Topic.of(house, "sla-alerts", shop.name).stream().map(Topic.Event::data).toList();
  }

  /** Quoted-printable undone, wherever it is. */
  private static String decoded(String raw) {
    var joined = raw.replace("=\r\n", "");
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < joined.length(); i++) {
      if (joined.charAt(i) == '='
          && i + 2 < joined.length()
          && Character.digit(joined.charAt(i + 1), 16) >= 0
          && Character.digit(joined.charAt(i + 2), 16) >= 0) {
        bytes.write(Integer.parseInt(joined.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(joined.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
