/**
 * Outbox, relay, inbox, dead letters and progress: plumbing that knows no order, notice or clock.
 */
@NullMarked
package io.touchback.messaging;

import org.jspecify.annotations.NullMarked;
