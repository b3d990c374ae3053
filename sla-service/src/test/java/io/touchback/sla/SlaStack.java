package io.touchback.sla;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.touchback.local.TestStack;

/** Gives every Quarkus test of this module one broker and one database. */
@WithTestResource(
    value = TestStack.class,
    scope = TestResourceScope.GLOBAL,
    initArgs = @ResourceArg(name = "database", value = "touchback_sla"))
final class SlaStack {
  private SlaStack() {}
}
