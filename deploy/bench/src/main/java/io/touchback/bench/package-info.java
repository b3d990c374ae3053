/** Measures Touchback against the limits of the machine it runs on. */
@NullMarked
package io.touchback.bench;

import org.jspecify.annotations.NullMarked;
