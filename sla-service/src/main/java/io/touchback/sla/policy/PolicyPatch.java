package io.touchback.sla.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a shop's overrides as a JSON merge patch (RFC 7396): {@code {"policies": {"NAME":
 * {"target": "PT5S"}}}} changes only what it names, {@code null} takes an override away.
 */
public record PolicyPatch(ObjectNode policies) {
  private static final String ROOT = "policies";

  /**
   * @throws Refused naming every field that is wrong
   */
  public static PolicyPatch of(@Nullable JsonNode body) {
    if (body == null || !(body.get(ROOT) instanceof ObjectNode policies)) {
      throw new Refused(List.of(new Violation(ROOT, "must be an object of policies by name")));
    }
    var violations = new ArrayList<Violation>();
    for (var field : body.properties()) {
      if (!field.getKey().equals(ROOT)) {
        violations.add(new Violation(field.getKey(), "is not known here"));
      }
    }
    for (var field : policies.properties()) {
      check(field.getKey(), field.getValue(), violations);
    }
    if (!violations.isEmpty()) {
      throw new Refused(violations);
    }
    return new PolicyPatch(policies);
  }

  /** The overrides as they are after this change. */
  public ObjectNode appliedTo(ObjectNode overrides) {
    var changed = overrides.deepCopy();
    for (var field : policies.properties()) {
      if (field.getValue() instanceof ObjectNode terms) {
        merge(terms, changed.withObjectProperty(field.getKey()));
      }
      if (field.getValue().isNull() || changed.get(field.getKey()).isEmpty()) {
        changed.remove(field.getKey());
      }
    }
    return changed;
  }

  private static void merge(ObjectNode patch, ObjectNode terms) {
    for (var field : patch.properties()) {
      if (field.getValue().isNull()) {
        terms.remove(field.getKey());
      } else {
        terms.set(field.getKey(), field.getValue());
      }
    }
  }

  private static void check(String name, JsonNode terms, List<Violation> violations) {
    var path = ROOT + "." + name;
    var policy = Policy.named(name);
    if (policy.isEmpty()) {
      violations.add(new Violation(path, "is no policy; there are " + known()));
    } else if (terms instanceof ObjectNode object) {
      for (var field : object.properties()) {
        checkTerm(policy.get(), field.getKey(), field.getValue())
            .forEach(why -> violations.add(new Violation(path + "." + field.getKey(), why)));
      }
    } else if (!terms.isNull()) {
      violations.add(new Violation(path, "must be an object or null"));
    }
  }

  private static List<String> checkTerm(Policy policy, String term, JsonNode value) {
    if (!terms(policy).contains(term)) {
      return List.of("is not known here; there are " + String.join(", ", terms(policy)));
    }
    if (value.isNull()) {
      return List.of();
    }
    try {
      switch (term) {
        case "enabled" -> require(value.isBoolean(), "must be true or false");
        case "usualGaps" ->
            require(
                value.isInt() && value.intValue() > 0 && value.intValue() <= 1000,
                "must be a whole number from 1 to 1000");
        case "hours" -> Hours.of(value.asText());
        default -> {
          require(value.isTextual(), "must be a duration, as P3D or PT15M");
          Target.parse(value.textValue());
        }
      }
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> terms(Policy policy) {
    return switch (policy) {
      case PARCEL_MOVEMENT -> List.of("enabled", "target", "hours", "neverLaterThan", "abroad");
      case SHOP_HEARTBEAT -> List.of("enabled", "target", "hours", "neverLaterThan", "usualGaps");
      default -> List.of("enabled", "target", "hours", "neverLaterThan");
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static String known() {
    return String.join(", ", List.of(Policy.values()).stream().map(Policy::word).toList());
  }

  /** The patch is not understood. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Violation> violations;

    Refused(List<Violation> violations) {
      super("Not understood: " + violations);
      this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
      return violations;
    }
  }
}
