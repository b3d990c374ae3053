package io.touchback.sla.policy;

import java.util.EnumMap;
import java.util.Map;

/** The policies of one shop: the built-in ones and what the shop says instead. */
public record PolicySet(Map<Policy, TermsOverride> overrides) {
  public static final PolicySet BUILT_IN = new PolicySet(Map.of());

  public Terms terms(Policy policy) {
    var override = overrides.get(policy);
    return override == null ? policy.builtIn() : override.over(policy.builtIn());
  }

  /** All of them as they hold for the shop. */
  public Map<Policy, Terms> effective() {
    var all = new EnumMap<Policy, Terms>(Policy.class);
    for (var policy : Policy.values()) {
      all.put(policy, terms(policy));
    }
    return all;
  }
}
