package io.touchback.notify.template;

import io.touchback.notify.template.NoticeContent.Address;
import io.touchback.notify.template.NoticeContent.Shipment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * schema.org/ParcelDelivery for mailboxes that show parcels (developers.google.com/workspace/gmail/
 * markup/reference/parcel-delivery), where carrier, town and country are known. What else of it is
 * unknown is left out, though Google's page asks for a region and a day of arrival, too: many
 * orders have neither, and nothing is made up for a mailbox.
 */
final class ParcelMarkup {
  private ParcelMarkup() {}

  static @Nullable JsonLd of(NoticeContent content, Wording wording, Instant now) {
    var shipment = content.shipment();
    if (shipment == null || !content.kind().equals("shipped")) {
      return null;
    }
    var address =
        shipment.destination() == null ? content.order().shipTo() : shipment.destination();
    var carrier = CarrierWords.name(shipment);
    if (carrier == null || address == null || address.city() == null || address.country() == null) {
      return null;
    }
    var expected = wording.toCome(shipment.estimatedDelivery(), now);
    return JsonLd.of(delivery(content, shipment, carrier, address, expected));
  }

  private static Map<String, Object> delivery(
      NoticeContent content,
      Shipment shipment,
      String carrier,
      Address address,
      @Nullable LocalDate expected) {
    var delivery = thing("ParcelDelivery");
    delivery.put("@context", "http://schema.org");
    delivery.put("carrier", named("Organization", carrier));
    delivery.put("deliveryAddress", postal(address));
    put(delivery, "expectedArrivalUntil", expected);
    if (!shipment.tracking().isEmpty()) {
      put(delivery, "trackingNumber", shipment.tracking().get(0).number());
      put(delivery, "trackingUrl", Links.web(shipment.tracking().get(0).url()));
    }
    delivery.put(
        "itemShipped",
        shipment.items().stream().map(item -> named("Product", item.name())).toList());
    var order = thing("Order");
    order.put("orderNumber", content.order().number());
    order.put("merchant", named("Organization", content.shop().name()));
    delivery.put("partOfOrder", order);
    return delivery;
  }

  private static Map<String, Object> postal(Address address) {
    var postal = thing("PostalAddress");
    put(postal, "name", address.name());
    put(postal, "streetAddress", address.line1());
    put(postal, "addressLocality", address.city());
    put(postal, "addressRegion", address.region());
    put(postal, "postalCode", address.postalCode());
    put(postal, "addressCountry", address.country());
    return postal;
  }

  private static Map<String, Object> named(String type, String name) {
    var thing = thing(type);
    thing.put("name", name);
    return thing;
  }

  private static Map<String, Object> thing(String type) {
    return new LinkedHashMap<>(Map.of("@type", type));
  }

  private static void put(Map<String, Object> thing, String name, @Nullable Object value) {
    if (value != null && !List.of("").contains(value)) {
      thing.put(name, value.toString());
    }
  }
}
