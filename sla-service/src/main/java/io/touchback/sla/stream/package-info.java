/** Reads the other services' events and hands on what clocks need of them. */
@NullMarked
package io.touchback.sla.stream;

import org.jspecify.annotations.NullMarked;
