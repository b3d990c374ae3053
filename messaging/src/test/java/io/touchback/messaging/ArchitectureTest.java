package io.touchback.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.touchback.messaging");

  @Test
  void messagingKnowsNoOrderNoticeOrClock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.touchback.orders..", "io.touchback.notify..", "io.touchback.sla..")
        .because("it is the one library of all three")
        .check(classes);
  }

  @Test
  void onlyAnInjectedClockTellsTheTime() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .because("leases and back-offs go by the database's or monotonic time, the rest by Clock")
        .check(classes);
  }

  @Test
  void onlyTheirMakerOpensKafkaClients() {
    noClasses()
        .that()
        .doNotHaveSimpleName("KafkaClients")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org.apache.kafka.clients.(producer.KafkaProducer|consumer.KafkaConsumer)")
        .because("idempotence and acks=all are set in one place")
        .check(classes);
  }
}
