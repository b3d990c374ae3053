package io.touchback.sla.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a shop says of a policy's {@link Terms} instead of the built-in; null = says nothing.
 *
 * <p>A target of the shop's own replaces the built-in timing whole: the cap, the target abroad and
 * the usual gaps belong to the built-in target and go with it unless they are named too, and one
 * without days ({@code PT5S}) is calendar time unless hours are named too.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TermsOverride(
    @Nullable Boolean enabled,
    @Nullable Target target,
    @Nullable Hours hours,
    @Nullable Target neverLaterThan,
    @Nullable Target abroad,
    @Nullable Integer usualGaps) {

  /** The built-in terms with everything that is said here. */
  Terms over(Terms builtIn) {
    var base = target == null ? builtIn : with(target, builtIn);
    return new Terms(
        or(enabled, base.enabled()),
        base.target(),
        or(hours, base.hours()),
        neverLaterThan == null ? base.neverLaterThan() : neverLaterThan,
        abroad == null ? base.abroad() : abroad,
        usualGaps == null ? base.usualGaps() : usualGaps);
  }

  private static Terms with(Target own, Terms builtIn) {
    var hours = own.days() == 0 ? Hours.CALENDAR : builtIn.hours();
    return new Terms(builtIn.enabled(), own, hours, null, null, null);
  }

  private static <T> T or(@Nullable T said, T otherwise) {
    return said == null ? otherwise : said;
  }
}
