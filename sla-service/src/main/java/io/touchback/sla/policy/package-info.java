/** What is watched and how long it may take: built-in policies and what shops say instead. */
@NullMarked
package io.touchback.sla.policy;

import org.jspecify.annotations.NullMarked;
