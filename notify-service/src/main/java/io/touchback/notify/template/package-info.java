/** Writes the mails: what they say, in text and in HTML. */
@NullMarked
package io.touchback.notify.template;

import org.jspecify.annotations.NullMarked;
