package io.touchback.notify.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Notices about the golden events of orders-service. */
final class NoticeExamples {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new ParameterNamesModule())
          .build();

  private NoticeExamples() {}

  /** The notice of {@code kind} that the golden event {@code golden} calls for. */
  static NoticeContent of(String kind, String golden) {
    return of(kind, golden, golden("ShopChanged.v1"));
  }

  static NoticeContent of(String kind, String golden, JsonNode shop) {
    return of(kind, golden(golden), shop);
  }

  static NoticeContent of(String kind, JsonNode data, JsonNode shop) {
    return new NoticeContent(
        kind,
        read(shop, NoticeContent.Shop.class),
        read(data.get("order"), NoticeContent.Order.class),
        optional(data, "shipment", NoticeContent.Shipment.class),
        optional(data, "scan", NoticeContent.Scan.class),
        optional(data, "hold", NoticeContent.Hold.class),
        optional(data, "refund", NoticeContent.Refund.class),
        optional(data, "previous", NoticeContent.Previous.class));
  }

  /** The golden's data. */
  static JsonNode golden(String name) {
    var file = "/goldens/orders-service/" + name + ".json";
    try (var in = NoticeExamples.class.getResourceAsStream(file)) {
      return JSON.readTree(in).get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static <T> @Nullable T optional(JsonNode data, String field, Class<T> type) {
    return data.has(field) ? read(data.get(field), type) : null;
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    return JSON.convertValue(node, type);
  }
}
