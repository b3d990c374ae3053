package io.touchback.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.local.mailbox.LocalMailbox;
import io.touchback.local.mailbox.Mail;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/** A story with short clocks: one order goes well, one goes silent: {@code deploy/up --demo}. */
final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Pattern TRACKING_PAGE = Pattern.compile("https?://\\S+/track/[\\w.~-]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final LocalMailbox mailbox;
  private final DemoShop shop;
  private final Consumer<String> console;

  private volatile boolean alerted;
  private volatile boolean resolved;
  private long lastSeen;

  Demo(Settings settings, String operationsPassword, LocalMailbox mailbox, Consumer<String> say) {
    this.settings = settings;
    this.mailbox = mailbox;
    lastSeen = mailbox.newestId();
    shop = new DemoShop(settings, operationsPassword);
    console = say;
  }

  void play() throws InterruptedException {
    say("");
    say("The demo: the shop \"%s\" opens; its clocks run 15 s instead of days.", DemoShop.NAME);
    shop.open();
    watchAlerts();
    long id = Clock.systemUTC().millis();
    var zoe = shop.place(id, "Zoe", "Lindqvist");
    var ben = shop.place(id + 1, "Ben", "Okafor");
    say("Zoe orders #%s and Ben orders #%s; both pay.", zoe.number(), ben.number());
    seeMail(zoe);
    pause();
    shop.ship(zoe);
    say("Zoe's parcel leaves; she is told which carrier, which number, which items.");
    var shipped = seeMail(zoe);
    shipped.flatMap(Demo::trackingPage).ifPresent(page -> say("  her tracking page: %s", page));
    pause();
    shop.scan(zoe, 1, "out_for_delivery", "Out for delivery");
    say("It is out for delivery.");
    seeMail(zoe);
    pause();
    shop.scan(zoe, 2, "delivered", "Delivered");
    say("It is delivered.");
    seeMail(zoe);
    say("Nobody ships Ben's order: its clock runs out and operations hear of it.");
    say("  the same to watch: deploy/tail sla-alerts --from-beginning");
    await(() -> alerted);
    pause();
    shop.ship(ben);
    say("Ben's parcel leaves at last: the alert closes itself.");
    seeMail(ben);
    await(() -> resolved);
    say("That was the demo. All mails: %s", settings.url(Settings.Port.MAILBOX_PORT));
    say(
        "Your turn: deploy/send FILE --shop %s --platform shopify --topic orders/create",
        DemoShop.NAME);
  }

  /** The next mail to that customer. */
  private Optional<Mail> seeMail(DemoShop.Order order) throws InterruptedException {
    Predicate<Mail> next = mail -> mail.envelope().to().contains(order.email());
    await(() -> mailbox.mailsAfter(lastSeen).anyMatch(next));
    var found = mailbox.mailsAfter(lastSeen).filter(next).findFirst();
    found.ifPresentOrElse(
        mail -> {
          lastSeen = mail.id();
          var url = settings.url(Settings.Port.MAILBOX_PORT) + "/mails/" + mail.id();
          say("  mail: \"%s\"  %s", mail.subject(), url);
        },
        () -> say("  no mail came within %d s; see the logs", PATIENCE.toSeconds()));
    return found;
  }

  private static Optional<String> trackingPage(Mail mail) {
    var found = TRACKING_PAGE.matcher(mail.text() == null ? "" : mail.text());
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  private void watchAlerts() {
    var thread = new Thread(this::tellAlerts, "demo alerts");
    thread.setDaemon(true);
    thread.start();
  }

  private void tellAlerts() {
    try (var reader = new TopicReader(settings, "sla-alerts")) {
      reader.open(false, news -> {});
      while (true) {
        reader.poll().forEach(event -> tell(EventLine.of(event)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      say("  alerts cannot be read here: %s", TopicReader.why(e));
    }
  }

  private void tell(String event) {
    JsonNode alert;
    try {
      alert = JSON.readTree(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (!alert.path("data").path("shop").asText().equals(DemoShop.NAME)) {
      return;
    }
    var type = alert.path("type").asText();
    say(
        "  %s: %s",
        type.replaceAll("^io\\.touchback\\.|\\.v\\d+$", ""),
        alert.path("data").path("summary").asText());
    alerted |= type.contains("AlertRaised");
    resolved |= type.contains("AlertResolved");
  }

  private static void await(BooleanSupplier truth) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!truth.getAsBoolean() && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
  }

  private void say(String text, Object... arguments) {
    console.accept(text.formatted(arguments));
  }
}
