package io.touchback.sla.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What shops say instead of the built-in policies. */
@Singleton
public final class PolicyTable {
  private final Database database;
  private final ObjectMapper json;

  PolicyTable(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /** The policies of one shop, known yet or not. */
  public PolicySet of(String shop) {
    return of(List.of(shop)).getOrDefault(shop, PolicySet.BUILT_IN);
  }

  /** By shop; those that say nothing are left out. */
  public Map<String, PolicySet> of(Collection<String> shops) {
    var sets = new HashMap<String, PolicySet>();
    database
        .query(
            row -> Map.entry(row.getString(1), read(row.getString(2))),
            "select shop, overrides from policy_override where shop = any (?)",
            (Object) shops.toArray(String[]::new))
        .forEach(row -> sets.put(row.getKey(), policySet(row.getValue())));
    return sets;
  }

  /** Changes one shop's overrides in the caller's transaction. */
  public PolicySet change(String shop, PolicyPatch patch) {
    database.update(
        "insert into policy_override (shop, overrides) values (?, '{}') on conflict do nothing",
        shop);
    var held =
        database
            .query(
                row -> read(row.getString(1)),
                "select overrides from policy_override where shop = ? for update",
                shop)
            .get(0);
    var changed = patch.appliedTo(held);
    database.update(
        "update policy_override set overrides = ?::jsonb where shop = ?", changed.toString(), shop);
    return policySet(changed);
  }

  private PolicySet policySet(ObjectNode overrides) {
    var set = new EnumMap<Policy, TermsOverride>(Policy.class);
    for (var field : overrides.properties()) {
      // A policy we do not know was written by a newer release.
      Policy.named(field.getKey()).ifPresent(policy -> set.put(policy, terms(field.getValue())));
    }
    return new PolicySet(set);
  }

  private TermsOverride terms(JsonNode override) {
    return json.convertValue(override, TermsOverride.class);
  }

  private ObjectNode read(String overrides) {
    try {
      return (ObjectNode) json.readTree(overrides);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("policy_override holds no JSON object", e);
    }
  }
}
