package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.journey.SmtpSink.Fault;
import io.touchback.journey.SmtpSink.Instead;
import io.touchback.journey.SmtpSink.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mail server refuses, falls silent or goes away, at each step of the conversation. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class MailServerTroubleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<Step, String> LATER =
      Map.of(
          Step.GREETING, "421 4.3.2 closing",
          Step.EHLO, "421 4.3.2 closing",
          Step.MAIL, "451 4.3.0 local trouble",
          Step.RCPT, "450 4.2.0 greylisted",
          Step.DATA, "451 4.3.0 local trouble",
          Step.DOT, "451 4.7.1 greylisted");
  private static final Map<Step, String> NEVER =
      Map.of(
          Step.GREETING, "554 5.3.2 no service here",
          Step.EHLO, "554 5.3.2 no service here",
          Step.MAIL, "550 5.1.8 bad sender",
          Step.RCPT, "550 5.2.1 mailbox disabled",
          Step.DATA, "554 5.3.4 too big",
          Step.DOT, "554 5.6.0 not wanted");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @AfterEach
  void behaveAgain() {
    house.smtp.behave();
  }

  static Stream<Arguments> faults() {
    return Arrays.stream(Step.values())
        .flatMap(
            step ->
                Stream.of(
                    Arguments.of(ofTheMail(step) ? "E4" : "E6", Fault.says(step, LATER.get(step))),
                    Arguments.of(ofTheMail(step) ? "E5" : "E6", Fault.says(step, NEVER.get(step))),
                    Arguments.of("E7", new Fault(step, Instead.FALL_SILENT, "")),
                    Arguments.of("E7", new Fault(step, Instead.RESET, "")),
                    Arguments.of("E7", new Fault(step, Instead.CLOSE, ""))));
  }

  /** What is said before is said of the server. */
  private static boolean ofTheMail(Step step) {
    return step.compareTo(Step.MAIL) >= 0;
  }

  @ParameterizedTest(name = "{0}: the mail server, {1}", quoteTextArguments = false)
  @MethodSource("faults")
  void isSentOnceOrRefusedOnce(String row, Fault fault, Seen seen) {
    boolean refusesTheMail = fault.line().startsWith("5") && ofTheMail(fault.step());
    var order = shop.order();
    house.smtp.misbehave(fault, to -> to.equals(order.email()));
    house.smtp.hangUp();
    order.placedAndPaid();
    await("the fault")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> house.smtp.misbehaved() > 0);
    house.smtp.behave();
    seen.healed();
    var end = refusesTheMail ? "NoticeFailed" : "NoticeSent";
    await(end).atMost(PATIENCE).until(() -> ends(end) == 1);
    seen.recovered();
    int due = refusesTheMail ? 0 : 1;
    int taken = house.smtp.takenFor(order.email()).size();
    seen.lost(Math.max(0, due - taken));
    seen.doubled(Math.max(0, taken - due));
    seen.check();
    assertEquals(1, Topic.of(house, "notices", shop.name).size(), "how it ended is told once");
    if (row.equals("E6")) {
      assertEquals(List.of("1"), attempts(), "the mail is charged for its server's trouble");
    }
  }

  private List<String> attempts() {
    return house.postgres.query(
        "notify", "select attempts from notice where shop = '%s'".formatted(shop.name));
  }

  private long ends(String name) {
    return Topic.of(house, "notices", shop.name).stream()
        .filter(event -> event.name().equals(name))
        .count();
  }
}
