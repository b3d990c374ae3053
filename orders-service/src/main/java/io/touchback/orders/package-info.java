/** Takes the platforms' webhooks, keeps the orders and publishes what happened. */
@NullMarked
package io.touchback.orders;

import org.jspecify.annotations.NullMarked;
