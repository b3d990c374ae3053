package io.touchback.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Posts a file as a platform would, correctly signed: {@code deploy/send}. */
final class Send {
  private static final String USAGE =
      """
      usage: deploy/send FILE --shop SHOP --platform shopify|woocommerce|standard --topic TOPIC
                         [--secret SECRET] [--id ID] [--url http://localhost:8080]
      posts the file's exact bytes to orders-service, signed as the platform signs.
        --topic   as the platform writes it: orders/create, order.updated; standard has it in the body
        --secret  else TOUCHBACK_WEBHOOK_SECRET, else what deploy/up --demo gave to its shop
        --id      of this event; a new one each time if not given
        --url     of orders-service""";
  private static final List<String> OPTIONS =
      List.of("--shop", "--platform", "--topic", "--secret", "--id", "--url");

  private Send() {}

  public static void main(String[] arguments) {
    try {
      var answer = send(parse(arguments), new Settings(System.getenv()));
      System.out.println(answer.status() + " " + answer.body());
      System.exit(answer.status() / 100 == 2 ? 0 : 1);
    } catch (UserError e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("deploy/send: " + e.getMessage() + ". Is deploy/up running?");
      System.exit(1);
    }
  }

  private static Http.Answer send(Map<String, String> options, Settings settings)
      throws IOException {
    var shop = required(options, "--shop");
    var platform = required(options, "--platform");
    boolean topicInBody = platform.equals("standard");
    var message =
        new WebhookSigner.Message(
            platform,
            topicInBody ? "" : required(options, "--topic"),
            options.getOrDefault("--id", UUID.randomUUID().toString()),
            body(required(options, "FILE")));
    var secret =
        Optional.ofNullable(options.get("--secret"))
            .or(() -> settings.get("TOUCHBACK_WEBHOOK_SECRET"))
            .or(() -> new WebhookSecrets(settings.data()).of(shop, platform))
            .orElseThrow(() -> new UserError(noSecret(shop, platform)));
    var orders = options.getOrDefault("--url", settings.url(Settings.Port.ORDERS_PORT));
    return post(orders, shop, message, secret);
  }

  static Http.Answer post(String orders, String shop, WebhookSigner.Message message, String secret)
      throws IOException {
    var address = orders.replaceAll("/+$", "") + "/webhooks/" + shop + "/" + message.platform();
    return Http.call("POST", address, headers(message, secret), message.body());
  }

  private static Map<String, String> headers(WebhookSigner.Message message, String secret) {
    try {
      return WebhookSigner.headers(message, secret, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new UserError("Cannot sign: " + e.getMessage());
    }
  }

  private static byte[] body(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new UserError("Cannot read the file " + file);
    }
  }

  private static String noSecret(String shop, String platform) {
    return """
        No secret is known for %s from %s. Give it with --secret or TOUCHBACK_WEBHOOK_SECRET; it is one of \
        those that PUT /api/shops/%s set for %s."""
        .formatted(shop, platform, shop, platform);
  }

  private static String required(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name))
        .orElseThrow(() -> new UserError(name + " is missing\n" + USAGE));
  }

  /** Options by their names, the one word without a name as FILE. */
  private static Map<String, String> parse(String[] arguments) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i++) {
      var both = arguments[i].split("=", 2);
      if (!both[0].startsWith("--")) {
        put(options, "FILE", arguments[i]);
      } else if (!OPTIONS.contains(both[0])) {
        throw new UserError("Unknown option " + both[0] + "\n" + USAGE);
      } else if (both.length == 2) {
        put(options, both[0], both[1]);
      } else if (i + 1 < arguments.length) {
        put(options, both[0], arguments[++i]);
      } else {
        throw new UserError(both[0] + " needs a value\n" + USAGE);
      }
    }
    return options;
  }

  private static void put(Map<String, String> options, String name, String value) {
    if (options.put(name, value) != null) {
      throw new UserError(name + " is given twice\n" + USAGE);
    }
  }
}
