/**
 * Our own door: Standard Webhooks with payloads of our own, for any platform without an adapter.
 */
@NullMarked
package io.touchback.orders.webhook.standard;

import org.jspecify.annotations.NullMarked;
