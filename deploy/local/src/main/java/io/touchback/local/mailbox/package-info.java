/** A mail server that keeps what it gets and shows it: real SMTP in, a web page and JSON out. */
@NullMarked
package io.touchback.local.mailbox;

import org.jspecify.annotations.NullMarked;
