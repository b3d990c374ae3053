/** Turns each event into exactly one mail that the customer is glad to get. */
@NullMarked
package io.touchback.notify;

import org.jspecify.annotations.NullMarked;
