/** Our events as they are published: records, and how they are made from an order. */
@NullMarked
package io.touchback.orders.event;

import org.jspecify.annotations.NullMarked;
