/** Figures, goals, and how they are shown. */
@NullMarked
package io.touchback.bench.report;

import org.jspecify.annotations.NullMarked;
