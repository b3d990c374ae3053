package io.touchback.orders.webhook.standard;

import io.touchback.orders.order.Money;
import io.touchback.orders.webhook.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fields of our own payloads: most may be left out, but what is there has to be right. */
final class Strict {
  private Strict() {}

  static Instant instant(Json json, String name, Instant otherwise) {
    Instant instant = instant(json, name);
    return instant != null ? instant : otherwise;
  }

  static @Nullable Instant instant(Json json, String name) {
    return read(json, name, j -> j.instant(name));
  }

  static @Nullable LocalDate date(Json json, String name) {
    return read(json, name, j -> j.date(name));
  }

  /** With a currency beside it. */
  static @Nullable Money money(Json json, String name, Json currencyHolder) {
    return read(
        json,
        name,
        j -> j.money(name, currencyHolder.required(currencyHolder.text("currency"), "currency")));
  }

  static int units(Json json, String name) {
    return read(json, name, j -> j.decimal(name)) == null ? 1 : json.count(name, 1);
  }

  static boolean flag(Json json, String name, boolean otherwise) {
    Boolean flag =
        read(json, name, j -> j.at(name).node().isBoolean() ? (Boolean) j.is(name) : null);
    return flag == null ? otherwise : flag;
  }

  static List<Json> list(Json json, String name) {
    List<Json> list = read(json, name, j -> j.at(name).node().isArray() ? j.list(name) : null);
    return list == null ? List.of() : list;
  }

  private static <T> @Nullable T read(Json json, String name, Function<Json, @Nullable T> reading) {
    return json.has(name) ? json.required(reading.apply(json), name) : null;
  }
}
