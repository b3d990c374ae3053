/** Reads the events of orders-service, with only the fields this service needs. */
@NullMarked
package io.touchback.notify.stream;

import org.jspecify.annotations.NullMarked;
