/** The packaged services, what they stand on, and what they use of the machine. */
@NullMarked
package io.touchback.bench.house;

import org.jspecify.annotations.NullMarked;
