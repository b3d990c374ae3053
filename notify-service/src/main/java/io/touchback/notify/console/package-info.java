/** What operations can see and do over HTTP. */
@NullMarked
package io.touchback.notify.console;

import org.jspecify.annotations.NullMarked;
