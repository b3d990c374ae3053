/** What this machine allows without Touchback: the same work, bare. */
@NullMarked
package io.touchback.bench.limit;

import org.jspecify.annotations.NullMarked;
