package io.touchback.notify;

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
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md says of packages, and may not come to say by accident. */
class ArchitectureTest {
  private static final String US = "io.touchback.notify";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(US);

  @Test
  void packagesHaveNoCycles() {
    slices().matching(US + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void eventsComeInAndMailsGoOut() {
    onlyUsedBy("stream");
    onlyUsedBy("console");
    onlyUsedBy("notice", "stream", "console");
    onlyUsedBy("template", "notice", "stream");
    onlyUsedBy("send", "notice", "stream", "console");
  }

  @Test
  void nobodyLooksAtTheClockButThroughTheClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(US + ".SystemClock")
        .should()
        .callMethodWhere(target(readsTheTime()))
        .orShould()
        .callConstructor(Date.class)
        .check(CLASSES);
  }

  @Test
  void rulesKnowNoDatabaseNoBrokerAndNoTime() {
    noClasses()
        .that()
        .haveNameMatching(".*Rules")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "io.quarkus..",
            "org.apache.kafka..",
            "jakarta..",
            "io.touchback.messaging..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void onlySendSpeaksToMailServers() {
    noClasses()
        .that()
        .resideOutsideOfPackage(US + ".send..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus.mailer..",
            "io.vertx..",
            "io.netty..",
            "org.apache.james..",
            "jakarta.mail..",
            "java.net.Socket")
        .check(CLASSES);
  }

  @Test
  void eventsArePublishedByTheOutboxAndReadByTheStreams() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.clients.producer..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("Emitter")
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
            method.getName().equals("now") && !takesClock(method)
                || systemTime.contains(method.getName())
                    && (method.getOwner().isEquivalentTo(System.class)
                        || method.getOwner().isEquivalentTo(Clock.class)));
  }

  private static boolean takesClock(AccessTarget method) {
    return method instanceof AccessTarget.MethodCallTarget call
        && call.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
  }
}
