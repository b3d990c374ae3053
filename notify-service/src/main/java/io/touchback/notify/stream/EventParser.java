package io.touchback.notify.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.UnreadableEvent;
import io.touchback.notify.notice.Deciding.ShopChange;
import io.touchback.notify.notice.EventContent;
import io.touchback.notify.notice.EventJson;
import io.touchback.notify.notice.OrderEvent;
import io.touchback.notify.notice.ShopSettings;
import io.touchback.notify.send.MailAddress;
import io.touchback.notify.template.NoticeContent.Shop;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads events with no more trust than needed: what would stop a later step (no order, an id longer
 * than an index takes) is unreadable here, with a reason and without the customer's words.
 */
@Singleton
class EventParser {
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_NUMBER = 100;

  /** As far as both Java and PostgreSQL count. */
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * @throws UnreadableEvent not an order's event
   */
  OrderEvent order(IncomingEvent event) {
    var facts = as(OrderEvent.Facts.class, event);
    var order = require(facts.order(), "order");
    checkId(facts.shop(), "shop");
    checkId(order.id(), "order.id");
    if (facts.shipment() != null) {
      checkId(facts.shipment().id(), "shipment.id");
    }
    if (facts.refund() != null) {
      checkId(facts.refund().id(), "refund.id");
    }
    if (order.number() != null && order.number().length() > LONGEST_NUMBER) {
      throw new UnreadableEvent("order.number is too long");
    }
    return new OrderEvent(
        event.name(), storable(event.time()), facts, as(EventContent.class, event));
  }

  /**
   * @throws UnreadableEvent it names no order
   */
  String orderId(IncomingEvent event) {
    var id = tree(event).path("order").path("id").asText("");
    checkId(id, "order.id");
    return id;
  }

  /**
   * @throws UnreadableEvent not a shop, or one that no mail can come from
   */
  ShopChange shop(IncomingEvent event) {
    var data = tree(event);
    var shop = as(Shop.class, data);
    as(ShopSettings.class, data);
    checkId(shop.shop(), "shop");
    require(shop.name(), "name");
    if (!MailAddress.isBare(require(shop.mailFrom(), "mailFrom"))) {
      throw new UnreadableEvent("mailFrom is not a bare mail address");
    }
    if (shop.replyTo() != null && !MailAddress.isBare(shop.replyTo())) {
      data.remove("replyTo");
    }
    return new ShopChange(shop.shop(), data.toString(), storable(event.time()));
  }

  private static ObjectNode tree(IncomingEvent event) {
    try {
      if (EventJson.MAPPER.readTree(event.data()) instanceof ObjectNode data) {
        return data;
      }
      throw new UnreadableEvent("data is not a JSON object");
    } catch (IOException e) {
      throw new UnreadableEvent("data is not JSON: " + e.getClass().getSimpleName());
    }
  }

  /** Without a tree between: the text is read twice, and that is still cheaper. */
  private static <T> T as(Class<T> type, IncomingEvent event) {
    try {
      return require(EventJson.MAPPER.readValue(event.data(), type), "data");
    } catch (JsonMappingException e) {
      throw new UnreadableEvent("data does not fit at " + where(e));
    } catch (IOException e) {
      throw new UnreadableEvent("data is not JSON: " + e.getClass().getSimpleName());
    }
  }

  private static <T> T as(Class<T> type, JsonNode data) {
    try {
      return EventJson.MAPPER.treeToValue(data, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent("data does not fit at " + where(e));
    }
  }

  private static String where(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping ? mapping.getPathReference() : "its start";
  }

  private static void checkId(@Nullable String id, String what) {
    var given = require(id, what);
    if (given.isBlank() || given.length() > LONGEST_ID) {
      throw new UnreadableEvent(what + " is blank or too long");
    }
  }

  private static <T> T require(@Nullable T value, String what) {
    if (value == null) {
      throw new UnreadableEvent(what + " is missing");
    }
    return value;
  }

  private static Instant storable(Instant at) {
    return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at.isAfter(LAST) ? LAST : at;
  }
}
