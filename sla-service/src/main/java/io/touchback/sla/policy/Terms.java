package io.touchback.sla.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How long a policy allows.
 *
 * @param neverLaterThan calendar time from the start that the due time never passes
 * @param abroad target for parcels to another country than the shop's
 * @param usualGaps the target is at least this many of the shop's usual gaps
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Terms(
    boolean enabled,
    Target target,
    Hours hours,
    @Nullable Target neverLaterThan,
    @Nullable Target abroad,
    @Nullable Integer usualGaps) {

  static Terms of(String target, Hours hours) {
    return new Terms(true, Target.parse(target), hours, null, null, null);
  }

  Terms neverLaterThan(String cap) {
    return new Terms(enabled, target, hours, Target.parse(cap), abroad, usualGaps);
  }

  Terms abroad(String other) {
    return new Terms(enabled, target, hours, neverLaterThan, Target.parse(other), usualGaps);
  }

  Terms usualGaps(int gaps) {
    return new Terms(enabled, target, hours, neverLaterThan, abroad, gaps);
  }
}
