package io.touchback.orders.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.touchback.messaging.UuidV7;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.shop.KnownShop;
import io.touchback.orders.shop.Shops;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at who sent a webhook, and what it says, before anything is done with it. */
@ApplicationScoped
class Gate {
  private static final Logger LOG = Logger.getLogger(Gate.class);
  private static final Pattern SHOP = Pattern.compile("[a-z0-9-]{1,63}");
  private static final Set<Milestone.Kind> SAID_AGAIN =
      Set.of(Milestone.Kind.DELETED, Milestone.Kind.RESTORED);
  private static final int LONGEST_GLANCE = 64 * 1024;
  private static final int LONGEST_TOPIC = 100;
  private static final int LONGEST_ORDER_ID = 200;

  /** Each event carries them all, and a broker takes only so much. */
  private static final int MOST_LINES = 2_000;

  private final Map<String, Platform> platforms;
  private final Shops shops;
  private final Clock clock;

  /** What an unknown shop's webhooks are held against, so that they take as long as others. */
  private final List<String> nobodysSecret = List.of(randomSecret());

  Gate(@Any Instance<Platform> platforms, Shops shops, Clock clock) {
    this.platforms =
        platforms.stream().collect(Collectors.toMap(Platform::name, Function.identity()));
    this.shops = shops;
    this.clock = clock;
  }

  /** A call as it came. */
  record Call(String shop, String platform, Headers headers, byte[] body) {}

  /** What to make of it. */
  sealed interface Verdict {
    /** Needs no shop and no signature, and changes nothing. */
    record Ping() implements Verdict {}

    /** Unknown shop, unknown platform, no secret or a bad signature: nobody is told which. */
    record Stranger() implements Verdict {}

    /** Signed, but hostile or no JSON. */
    record Unreadable(String reason) implements Verdict {}

    /** Let in. */
    record Welcome(Webhook webhook) implements Verdict {}
  }

  boolean knows(String platform) {
    return platforms.containsKey(platform);
  }

  /**
   * The verdict on a call of ordinary length from a shop that is remembered; on an event loop, as
   * it never asks the database. Empty for others: {@link #look} takes longer.
   */
  Optional<Verdict> glance(Call call) {
    return call.body().length > LONGEST_GLANCE
        ? Optional.empty()
        : shops.remembered(call.shop()).map(shop -> look(call, () -> Optional.of(shop)));
  }

  Verdict look(Call call) {
    return look(call, () -> shop(call.shop()));
  }

  private Verdict look(Call call, Supplier<Optional<KnownShop>> asked) {
    var platform = platforms.get(call.platform());
    if (platform == null) {
      return new Verdict.Stranger();
    }
    if (platform.ping(call.headers(), call.body())) {
      return new Verdict.Ping();
    }
    var now = clock.instant();
    var shop = asked.get();
    var secrets = shop.map(known -> known.secretsOf(platform.name())).orElse(List.of());
    boolean signed =
        platform.signed(
            call.headers(), call.body(), secrets.isEmpty() ? nobodysSecret : secrets, now);
    return signed && shop.isPresent() && !secrets.isEmpty()
        ? read(call, platform, shop.get(), now)
        : new Verdict.Stranger();
  }

  private Optional<KnownShop> shop(String name) {
    return SHOP.matcher(name).matches() ? shops.find(name) : Optional.empty();
  }

  private static Verdict read(Call call, Platform platform, KnownShop shop, Instant now) {
    try {
      var body = StrictJson.read(call.body());
      var delivery = platform.delivery(call.headers(), call.body());
      var topic = Optional.ofNullable(delivery.topic()).orElse("");
      var translated = Translated.of(() -> platform.translate(topic, body, now));
      return new Verdict.Welcome(
          new Webhook(
              UuidV7.at(now),
              shop,
              platform.name(),
              topic.length() > LONGEST_TOPIC ? topic.substring(0, LONGEST_TOPIC) : topic,
              now,
              translated.translation(),
              translated.reason(),
              hash(topic, delivery.transportId()),
              !platform.repeatsItself() && translated.saidOnce() ? hash(topic, call.body()) : null,
              call.body(),
              Span.current().getSpanContext().isSampled() ? Context.current() : Context.root()));
    } catch (StrictJson.Unreadable e) {
      return new Verdict.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static byte @Nullable [] hash(String topic, @Nullable String transportId) {
    return transportId == null ? null : hash(topic, transportId.getBytes(UTF_8));
  }

  private static byte[] hash(String topic, byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((topic + '\n').getBytes(UTF_8));
      return digest.digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String randomSecret() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** What a platform's adapter made of a body. */
  private record Translated(@Nullable Translation translation, @Nullable String reason) {

    /** An adapter that stumbles must not make the platform unplug itself. */
    static Translated of(Supplier<Translation> adapter) {
      try {
        return checked(adapter.get());
      } catch (UntranslatableException e) {
        return new Translated(null, e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("A platform's adapter fell over a webhook: it is kept, see GET /api/webhooks", e);
        return new Translated(null, "our adapter failed: " + e.getClass().getSimpleName());
      }
    }

    private static Translated checked(Translation translation) {
      var excess =
          translation instanceof Translation.Update update ? excess(update.update()) : null;
      return excess == null ? new Translated(translation, null) : new Translated(null, excess);
    }

    private static @Nullable String excess(OrderUpdate update) {
      if (update.orderId().length() > LONGEST_ORDER_ID) {
        return "the order's id is too long";
      }
      var order = update.order();
      return order != null && order.lines().size() > MOST_LINES
          ? "the order has more than " + MOST_LINES + " lines"
          : null;
    }

    /**
     * An order may be deleted twice in the same words, and be there in between; a customer be
     * forgotten who came back. What we did not understand may be sent again when we do.
     */
    boolean saidOnce() {
      return translation instanceof Translation.NotForUs
          || translation instanceof Translation.Update update && saidOnce(update.update());
    }

    private static boolean saidOnce(OrderUpdate update) {
      return update.milestones().stream()
          .noneMatch(milestone -> SAID_AGAIN.contains(milestone.kind()));
    }
  }
}
