/** What operations see and set: clocks, alerts, policies. */
@NullMarked
package io.touchback.sla.board;

import org.jspecify.annotations.NullMarked;
