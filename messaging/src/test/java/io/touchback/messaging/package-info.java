/** The plumbing against a real broker and a real database. */
@NullMarked
package io.touchback.messaging;

import org.jspecify.annotations.NullMarked;
