/** Our events on their way to Kafka. */
@NullMarked
package io.touchback.orders.outbox;

import org.jspecify.annotations.NullMarked;
