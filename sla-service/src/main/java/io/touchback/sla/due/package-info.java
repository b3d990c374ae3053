/** Finds the clocks that are overdue, once the streams have been read past them. */
@NullMarked
package io.touchback.sla.due;

import org.jspecify.annotations.NullMarked;
