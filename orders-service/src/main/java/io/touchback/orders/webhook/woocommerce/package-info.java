/** WooCommerce's dialect: its REST orders as webhooks, and what tracking plugins hide in them. */
@NullMarked
package io.touchback.orders.webhook.woocommerce;

import org.jspecify.annotations.NullMarked;
