package io.touchback.orders;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.touchback.messaging.Outbox;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Data flows webhook → order → event → outbox, and nothing flows back. */
class ArchitectureTest {
  private static final String ROOT = "io.touchback.orders.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.touchback.orders");

  /** They read and write orders, or are given a setting. All else there is rules. */
  private static final String EDGES_OF_AN_ORDER =
      ".*[.](Lifecycles|OrderTable|Orders|TrackingLink|TrackingToken)";

  private static final Set<String> FEATURES =
      Set.of("webhook", "shop", "order", "event", "outbox", "desk", "tracking");

  @Test
  void featuresFormNoCycle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void importsGoOneWay() {
    mayUse("order");
    mayUse("event", "order");
    mayUse("outbox", "event", "order");
    mayUse("shop", "event", "outbox");
    mayUse("webhook", "shop", "order", "event", "outbox");
    mayUse("tracking", "shop", "order");
    mayUse("desk", "shop", "order", "outbox");
  }

  private static void mayUse(String feature, String... others) {
    var forbidden =
        FEATURES.stream()
            .filter(other -> !other.equals(feature) && !Set.of(others).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + feature + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden))
        .check(CLASSES);
  }

  @Test
  void theRulesOfAnOrderKnowNoFramework() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "order..")
        .and()
        .haveNameNotMatching(EDGES_OF_AN_ORDER)
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "java.sql.."))
        .check(CLASSES);
  }

  @Test
  void nobodyTellsTheTimeWithoutTheClock() {
    var wallClock =
        new DescribedPredicate<JavaMethodCall>("ask the wall clock") {
          @Override
          public boolean test(JavaMethodCall call) {
            var target = call.getTarget();
            return target.getName().equals("now")
                    && target.getOwner().getPackageName().equals("java.time")
                    && target.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(java.time.Clock.class))
                || target.getName().equals("currentTimeMillis");
          }
        };
    noClasses().should().callMethodWhere(wallClock).check(CLASSES);
  }

  @Test
  void onlyOutboxTouchesTheOutbox() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "outbox..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Outbox.class)
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka.clients.producer..")
        .check(CLASSES);
  }
}
