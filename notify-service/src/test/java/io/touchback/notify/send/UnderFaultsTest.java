package io.touchback.notify.send;

import static io.touchback.notify.send.ScriptedSmtpServer.hangUp;
import static io.touchback.notify.send.ScriptedSmtpServer.last;
import static io.touchback.notify.send.ScriptedSmtpServer.reply;
import static io.touchback.notify.send.ScriptedSmtpServer.reset;
import static io.touchback.notify.send.ScriptedSmtpServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.Delivery.Unknown;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import io.touchback.notify.send.ScriptedSmtpServer.Deed;
import io.touchback.notify.send.ScriptedSmtpServer.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does, the gateway says the truth about each mail. */
class UnderFaultsTest {
  private static final int MAILS = 400;
  private static final int FAULTS_IN_A_HUNDRED = 8;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("E4–E7: sent = there once; unknown = there at most once; all else = not there")
  void theTruthIsToldAboutEachMail(boolean pipelining) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            GatewayUnderTest.pipelined(
                Setup.of(server)
                    .with("max-pool-size", "4")
                    .with("pipelining", "" + pipelining)
                    .patient(Duration.ofMillis(500)))) {
      for (Step step : Step.values()) {
        server.always(step, session -> perhaps(random, step, session));
      }
      Map<String, Delivery> told = new HashMap<>();
      List<CompletableFuture<Delivery>> outcomes =
          IntStream.range(0, MAILS).mapToObj(i -> gateway.later(MailExamples.aMail(i))).toList();
      for (int i = 0; i < MAILS; i++) {
        told.put("<n" + i + ".4f2a@mail.beads.example>", GatewayUnderTest.result(outcomes.get(i)));
      }

      Map<String, Long> there =
          server.mails().stream()
              .collect(
                  Collectors.groupingBy(MailGatewayContract::messageId, Collectors.counting()));
      String run = "seed " + seed + ", pipelining " + pipelining;
      told.forEach((id, delivery) -> check(delivery, there.getOrDefault(id, 0L), id + ' ' + run));
      System.out.println(run + ": " + kinds(told));
      assertEquals(List.of(), violations(server), run);
    }
  }

  /** What follows from answers to nothing and from a refused RSET is the server's own fault. */
  private static List<String> violations(ScriptedSmtpServer server) {
    Set<String> itsOwn = Set.of("nested MAIL", "something was sent behind DATA");
    return server.violations().stream().filter(v -> !itsOwn.contains(v)).toList();
  }

  private static void check(Delivery delivery, long copies, String of) {
    if (delivery instanceof Sent) {
      assertEquals(1, copies, of + " is " + delivery);
    } else if (delivery instanceof Unknown) {
      assertTrue(copies <= 1, of + " is " + delivery);
    } else {
      assertEquals(0, copies, of + " is " + delivery);
    }
  }

  private static void perhaps(Random random, Step step, ScriptedSmtpServer.Session session)
      throws IOException {
    int dice;
    Deed fault;
    synchronized (random) {
      dice = random.nextInt(100);
      fault = fault(random, step);
    }
    if (dice < FAULTS_IN_A_HUNDRED) {
      fault.on(session);
    } else {
      session.asUsual(step);
    }
  }

  private static Deed fault(Random random, Step step) {
    if (step == Step.DOT && random.nextBoolean()) {
      return keepAndHangUp();
    }
    // Nobody answers in the middle of a message.
    return switch (random.nextInt(step == Step.BODY ? 4 : 10)) {
      case 0, 1 -> hangUp();
      case 2 -> reset();
      case 3 -> silence();
      case 4, 5 -> reply("451 4.3.0 later");
      case 6, 7 -> reply("550 5.7.1 never");
      case 8 -> last("421 4.3.2 leaving");
      default -> reply("gibberish");
    };
  }

  /** The one nobody can know about: the mail is there, its 250 is lost. */
  private static Deed keepAndHangUp() {
    return session -> {
      session.keep();
      session.close();
    };
  }

  private static Map<String, Long> kinds(Map<String, Delivery> told) {
    return told.values().stream()
        .collect(Collectors.groupingBy(d -> d.getClass().getSimpleName(), Collectors.counting()));
  }
}
