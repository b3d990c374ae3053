/** The door for platforms' webhooks: verified on their raw bytes, kept, translated, applied. */
@NullMarked
package io.touchback.orders.webhook;

import org.jspecify.annotations.NullMarked;
