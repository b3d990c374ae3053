/** Hears the silence: watches the stream for what did not happen and alerts operations. */
@NullMarked
package io.touchback.sla;

import org.jspecify.annotations.NullMarked;
