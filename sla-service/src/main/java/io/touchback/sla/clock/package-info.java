/** Clocks: which run, when they are due, what stopped them; pure rules and their tables. */
@NullMarked
package io.touchback.sla.clock;

import org.jspecify.annotations.NullMarked;
