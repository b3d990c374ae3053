/** Shopify's dialect: its Admin REST resources as webhooks. */
@NullMarked
package io.touchback.orders.webhook.shopify;

import org.jspecify.annotations.NullMarked;
