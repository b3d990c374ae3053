/** What is measured, one class each. */
@NullMarked
package io.touchback.bench.scenario;

import org.jspecify.annotations.NullMarked;
