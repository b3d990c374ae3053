package io.touchback.sla.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String patched(String overrides, String policies) {
    var patch = PolicyPatch.of(json("{'policies': " + policies + "}"));
    return patch.appliedTo(json(overrides)).toString().replace('"', '\'');
  }

  @Test
  void onlyWhatIsNamedChanges() {
    assertEquals(
        "{'order.dispatch':{'target':'P2D'},'shipment.told':{'target':'PT5M'}}",
        patched("{'order.dispatch': {'target': 'P2D'}}", "{'shipment.told': {'target': 'PT5M'}}"));
    assertEquals(
        "{'order.dispatch':{'target':'P2D','hours':'calendar'}}",
        patched(
            "{'order.dispatch': {'target': 'P2D'}}", "{'order.dispatch': {'hours': 'calendar'}}"));
  }

  @Test
  void nullTakesAnOverrideAway() {
    assertEquals(
        "{}", patched("{'order.dispatch': {'target': 'P2D'}}", "{'order.dispatch': null}"));
    assertEquals(
        "{}",
        patched("{'order.dispatch': {'target': 'P2D'}}", "{'order.dispatch': {'target': null}}"));
    assertEquals("{}", patched("{}", "{'order.dispatch': null}"));
    assertEquals("{}", patched("{}", "{'order.dispatch': {}}"));
  }

  @Test
  void everyWrongFieldIsNamed() {
    var refused =
        assertThrows(
            PolicyPatch.Refused.class,
            () ->
                PolicyPatch.of(
                    json(
                        """
                        {"policies": {
                          "order.dispatch": {"target": "3 days", "hours": "night", "abroad": "P1D"},
                          "order.dispach": {"target": "P3D"},
                          "shipment.told": 5,
                          "shop.heartbeat": {"usualGaps": 0, "enabled": "no", "target": 7}},
                         "policy": {}}
                        """)));
    assertEquals(
        Set.of(
            "policies.order.dispatch.target",
            "policies.order.dispatch.hours",
            "policies.order.dispatch.abroad",
            "policies.order.dispach",
            "policies.shipment.told",
            "policies.shop.heartbeat.usualGaps",
            "policies.shop.heartbeat.enabled",
            "policies.shop.heartbeat.target",
            "policy"),
        refused.violations().stream().map(Violation::field).collect(Collectors.toSet()));
  }

  @Test
  void withoutPoliciesItIsNoPatch() {
    for (var body : new String[] {"{}", "{'policies': []}", "{'policies': null}"}) {
      assertThrows(PolicyPatch.Refused.class, () -> PolicyPatch.of(json(body)));
    }
    assertThrows(PolicyPatch.Refused.class, () -> PolicyPatch.of(null));
  }

  @ParameterizedTest
  @CsvSource({
    "P3D, P3D",
    "PT15M, PT15M",
    "P1DT12H, P1DT12H",
    "PT1S, PT1S",
    "PT1.5S, PT1.5S",
    "PT90M, PT1H30M"
  })
  void targetsAreDaysAndPhysicalTime(String text, String same) {
    assertEquals(same, Target.parse(text).toString());
    assertEquals(Target.parse(text), Target.parse(same));
  }

  @ParameterizedTest
  @CsvSource({
    "P",
    "PT",
    "P1W",
    "P1M",
    "P1Y",
    "-P1D",
    "P-1D",
    "PT0S",
    "PT0.5S",
    "P0D",
    "P9999D",
    "PT999999999999999H",
    "3",
    "''",
    "p3d"
  })
  void otherTargetsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Target.parse(text));
  }

  @Test
  @DisplayName("a target is never longer than one that can be read, and what is kept can be read")
  void theLongestTarget() {
    assertEquals(Duration.ofDays(3650), Target.of(Duration.ofDays(90_000)).roughly());
    assertEquals(Duration.ofDays(90), Target.of(Duration.ofDays(90)).roughly());
    assertEquals(Duration.ofDays(90_000), Target.stored("PT2160000H").roughly());
    assertThrows(IllegalArgumentException.class, () -> Target.stored("soon"));
  }

  @Test
  void aTargetOfTheShopsOwnReplacesTheBuiltInTimingWhole() {
    var own = override("{'target': 'PT5S'}").over(Policy.ORDER_DISPATCH.builtIn());
    assertEquals(new Terms(true, Target.parse("PT5S"), Hours.CALENDAR, null, null, null), own);

    var days = override("{'target': 'P10D'}").over(Policy.ORDER_DISPATCH.builtIn());
    assertEquals(new Terms(true, Target.parse("P10D"), Hours.BUSINESS, null, null, null), days);

    var named =
        override("{'target': 'PT5H', 'hours': 'business', 'neverLaterThan': 'P2D'}")
            .over(Policy.ORDER_DISPATCH.builtIn());
    assertEquals(Hours.BUSINESS, named.hours());
    assertEquals(Target.parse("P2D"), named.neverLaterThan());
  }

  @Test
  void withoutATargetTheBuiltInOneStays() {
    var terms = override("{'hours': 'calendar'}").over(Policy.ORDER_DISPATCH.builtIn());
    assertEquals(Target.parse("P3D"), terms.target());
    assertEquals(Target.parse("P6D"), terms.neverLaterThan());
    assertEquals(Hours.CALENDAR, terms.hours());
  }

  private static TermsOverride override(String text) {
    return JSON.convertValue(json(text), TermsOverride.class);
  }
}
