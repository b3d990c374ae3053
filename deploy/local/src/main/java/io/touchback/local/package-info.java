/** Kafka, PostgreSQL and a mailbox on one machine, behind one interface. */
@NullMarked
package io.touchback.local;

import org.jspecify.annotations.NullMarked;
