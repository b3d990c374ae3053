package io.touchback.sla;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md says of packages, and may not come to say by accident. */
class ArchitectureTest {
  private static final String US = "io.touchback.sla";

  /** They read, write and count, or put rules and rows together. All else beside them is rules. */
  private static final String EDGES =
      ".*(Table|Metrics|Ledger|Grounds|Outcomes|Retention|OrderClocks|Heartbeats|Shops|ShopTurns)";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(US);

  @Test
  void packagesHaveNoCycles() {
    slices().matching(US + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void eventsComeInAndAlertsGoOut() {
    onlyUsedBy("stream");
    onlyUsedBy("board");
    onlyUsedBy("due");
    onlyUsedBy("clock", "stream", "due", "board");
    onlyUsedBy("alert", "clock", "due", "board");
    onlyUsedBy("policy", "clock", "due", "board");
  }

  @Test
  void nobodyLooksAtTheClockButThroughTheClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(US + ".SystemClock")
        .should()
        .callMethodWhere(target(readsTheTime()))
        .check(CLASSES);
  }

  @Test
  void rulesKnowNoDatabaseNoBrokerAndNoTime() {
    noClasses()
        .that()
        .resideInAnyPackage(US + ".clock..", US + ".policy..")
        .and()
        .haveNameNotMatching(EDGES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "io.quarkus..", "org.apache.kafka..", "jakarta..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void eventsArePublishedByTheOutboxAndReadByTheStreams() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.clients.producer..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(US + ".stream..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..")
        .check(CLASSES);
  }

  private static void onlyUsedBy(String of, String... users) {
    var allowed = new String[users.length + 1];
    allowed[0] = US + "." + of + "..";
    for (int i = 0; i < users.length; i++) {
      allowed[i + 1] = US + "." + users[i] + "..";
    }
    classes()
        .that()
        .resideInAPackage(US + "." + of + "..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage(allowed)
        .check(CLASSES);
  }

  private static DescribedPredicate<AccessTarget> readsTheTime() {
    var systemTime = Set.of("currentTimeMillis", "systemUTC", "systemDefaultZone", "system");
    return describe(
        "that reads the time",
        method ->
            method.getName().equals("now")
                || systemTime.contains(method.getName())
                    && (method.getOwner().isEquivalentTo(System.class)
                        || method.getOwner().isEquivalentTo(Clock.class)));
  }
}
