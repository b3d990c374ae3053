package io.touchback.orders.order;

import java.util.List;

/** An order after an update, and what happened to it, in order. */
public record Outcome(OrderState state, List<Happened> happened) {}
