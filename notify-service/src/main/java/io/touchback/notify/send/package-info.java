/** Hands mails to an SMTP server and says what became of each; knows no order and no notice. */
@NullMarked
package io.touchback.notify.send;

import org.jspecify.annotations.NullMarked;
