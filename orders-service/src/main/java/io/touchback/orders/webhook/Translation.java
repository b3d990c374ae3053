package io.touchback.orders.webhook;

import io.touchback.orders.order.OrderUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery in our words. */
public sealed interface Translation {
  /** News of one order. */
  record Update(OrderUpdate update) implements Translation {}

  /** A topic that asks nothing of us: stored and counted. */
  record NotForUs(String topic) implements Translation {}

  /** The shop took the app off: its clocks stop. */
  record ShopLeft() implements Translation {}

  /** A customer wants to know what is kept of them: a task for operations. */
  record DataRequest(@Nullable String email, @Nullable String phone, List<String> orderIds)
      implements Translation {}

  /** A customer's data has to go. */
  record EraseCustomer(@Nullable String email, @Nullable String phone, List<String> orderIds)
      implements Translation {}

  /** All of a shop's customers' data has to go. */
  record EraseShop() implements Translation {}
}
