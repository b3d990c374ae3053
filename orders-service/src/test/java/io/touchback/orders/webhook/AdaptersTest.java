package io.touchback.orders.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no adapter may do, whatever its platform. */
class AdaptersTest {
  private static final Set<String> FLOATING =
      Set.of("double", "float", "java.lang.Double", "java.lang.Float");

  @Test
  void noAmountIsEverAFloatingPointNumber() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.touchback.orders.webhook.shopify..",
            "io.touchback.orders.webhook.standard..",
            "io.touchback.orders.webhook.woocommerce..")
        .or()
        .haveSimpleName("Json")
        .should(touchFloatingPoint())
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.touchback.orders.webhook"));
  }

  private static ArchCondition<JavaClass> touchFloatingPoint() {
    return new ArchCondition<>("touch floating point numbers") {
      @Override
      public void check(JavaClass owner, ConditionEvents events) {
        for (JavaCall<?> call : owner.getMethodCallsFromSelf()) {
          boolean floating =
              FLOATING.contains(call.getTarget().getRawReturnType().getName())
                  || call.getTarget().getRawParameterTypes().stream()
                      .anyMatch(type -> FLOATING.contains(type.getName()));
          events.add(new SimpleConditionEvent(owner, floating, call.getDescription()));
        }
      }
    };
  }
}
