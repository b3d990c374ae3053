/** Whole-path tests: the packaged services, a real broker, a real database, a real SMTP server. */
@NullMarked
package io.touchback.journey;

import org.jspecify.annotations.NullMarked;
