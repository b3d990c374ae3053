/** Alerts: what operations get, each told once. */
@NullMarked
package io.touchback.sla.alert;

import org.jspecify.annotations.NullMarked;
