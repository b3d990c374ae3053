package io.touchback.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a shop's customers were told: by address, the Message-ID of each mail that came, copies
 * included, and what sort of mail has which.
 */
record Told(Map<String, List<String>> messages, Map<String, String> kinds) {
  static final String CONFIRMED = "order-confirmed";
  static final String SHIPPED = "shipped";

  static Told by(House house, Shop shop) {
    var messages =
        house.smtp.takenFor("@" + shop.name + ".example").stream()
            .collect(
                Collectors.groupingBy(
                    SmtpSink.Mail::to,
                    Collectors.mapping(mail -> mail.header("Message-ID"), Collectors.toList())));
    var kinds =
        house
            .postgres
            .query(
                "notify",
                "select message_id || ' ' || kind from notice where shop = '%s' and message_id is not null"
                    .formatted(shop.name))
            .stream()
            .map(row -> row.split(" "))
            .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    return new Told(messages, kinds);
  }

  /** One for each Message-ID, sorted. */
  List<String> kinds(Shop.Order order) {
    return messages.getOrDefault(order.email(), List.of()).stream()
        .distinct()
        .map(id -> kinds.getOrDefault(id, "unknown"))
        .sorted()
        .toList();
  }

  /** How many of these the customer was not told. */
  int missing(Shop.Order order, List<String> due) {
    return left(due, kinds(order));
  }

  /** How many mails there are beside these. */
  int surplus(Shop.Order order, List<String> due) {
    return left(kinds(order), due);
  }

  /** How many mails came again with the same Message-ID. */
  int copies(Shop.Order order) {
    var all = messages.getOrDefault(order.email(), List.of());
    return all.size() - (int) all.stream().distinct().count();
  }

  private static int left(List<String> of, List<String> without) {
    var left = new ArrayList<>(of);
    without.forEach(left::remove);
    return left.size();
  }
}
