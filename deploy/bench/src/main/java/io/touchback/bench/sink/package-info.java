/** A mail server that takes all there is, and behaves as it is told. */
@NullMarked
package io.touchback.bench.sink;

import org.jspecify.annotations.NullMarked;
