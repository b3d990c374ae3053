/** Webhooks at a given rate, and what must come of them. */
@NullMarked
package io.touchback.bench.load;

import org.jspecify.annotations.NullMarked;
