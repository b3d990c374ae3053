/** Which notices an event calls for, and each one's way to sent, suppressed or failed. */
@NullMarked
package io.touchback.notify.notice;

import org.jspecify.annotations.NullMarked;
