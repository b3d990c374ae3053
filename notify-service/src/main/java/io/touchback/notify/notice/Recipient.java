package io.touchback.notify.notice;

import org.jspecify.annotations.Nullable;

/** The customer's address as shops have it: often with blanks around it, sometimes only blanks. */
final class Recipient {
  private Recipient() {}

  static @Nullable String of(OrderEvent.@Nullable Customer customer) {
    if (customer == null || customer.email() == null) {
      return null;
    }
    var address = customer.email().strip();
    return address.isEmpty() ? null : address;
  }
}
