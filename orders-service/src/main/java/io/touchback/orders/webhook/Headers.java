package io.touchback.orders.webhook;

import org.jspecify.annotations.Nullable;

/** A request's headers, names in any case. */
@FunctionalInterface
public interface Headers {
  /** The first value, or null. */
  @Nullable String get(String name);
}
