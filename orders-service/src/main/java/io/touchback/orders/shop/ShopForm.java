package io.touchback.orders.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.orders.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shop as it was put: a field left out keeps its value, null takes it away. All that is wrong
 * with it is said at once.
 */
final class ShopForm {
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "mailFrom",
          "replyTo",
          "contactName",
          "website",
          "shippingPolicyUrl",
          "returnsPolicyUrl",
          "timeZone",
          "locale",
          "country",
          "logoUrl",
          "accentColor",
          "mailTestOrders",
          "notices",
          "secrets");
  private static final Pattern PLATFORM = Pattern.compile("[a-z0-9-]{1,63}");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,62}");
  private static final int MOST_SECRETS = 10;

  private final ObjectNode given;
  private final @Nullable ShopProfile before;
  private final List<String> wrong = new ArrayList<>();

  private ShopForm(ObjectNode given, @Nullable ShopProfile before) {
    this.given = given;
    this.before = before;
  }

  /**
   * @throws Problem 400, naming every field that is wrong
   */
  static Filled fill(String shop, JsonNode body, @Nullable ShopProfile before) {
    if (!(body instanceof ObjectNode given)) {
      throw Problem.badRequest("The body must be a JSON object with the shop's fields.");
    }
    var form = new ShopForm(given, before);
    var filled = form.filled(shop);
    if (!form.wrong.isEmpty()) {
      throw Problem.badRequest(String.join("; ", form.wrong) + ".");
    }
    return filled;
  }

  private Filled filled(String shop) {
    given.fieldNames().forEachRemaining(this::checkKnown);
    var profile =
        new ShopProfile(
            or(text("name", ShopProfile::name, Valid::text, Valid.TEXT), shop),
            required("mailFrom", text("mailFrom", ShopProfile::mailFrom, Valid::mail, Valid.MAIL)),
            text("replyTo", ShopProfile::replyTo, Valid::answeredMail, Valid.ANSWERED_MAIL),
            text("contactName", ShopProfile::contactName, Valid::text, Valid.TEXT),
            text("website", ShopProfile::website, Valid::url, Valid.URL),
            text("shippingPolicyUrl", ShopProfile::shippingPolicyUrl, Valid::url, Valid.URL),
            text("returnsPolicyUrl", ShopProfile::returnsPolicyUrl, Valid::url, Valid.URL),
            or(text("timeZone", ShopProfile::timeZone, Valid::zone, Valid.ZONE), "UTC"),
            or(text("locale", ShopProfile::locale, Valid::locale, Valid.LOCALE), "en"),
            text("country", ShopProfile::country, Valid::country, Valid.COUNTRY),
            text("logoUrl", ShopProfile::logoUrl, Valid::url, Valid.URL),
            text("accentColor", ShopProfile::accentColor, Valid::colour, Valid.COLOUR),
            flag("mailTestOrders", before != null && before.mailTestOrders()),
            notices());
    checkAnswered(profile);
    return new Filled(profile, secrets());
  }

  /**
   * S4-7: who answers a mail reaches somebody. A shop that was put before this was asked may still
   * change all the rest.
   */
  private void checkAnswered(ShopProfile profile) {
    boolean changes = given.has("mailFrom") || given.has("replyTo");
    if (changes && profile.replyTo() == null && Valid.noReply(profile.mailFrom())) {
      wrong.add("mailFrom is a no-reply address, so replyTo must name one that somebody reads");
    }
  }

  private void checkKnown(String field) {
    if (!FIELDS.contains(field)) {
      wrong.add(
          "unknown field "
              + (Valid.text(field) ? field : "(unreadable)")
              + ", known are "
              + String.join(", ", FIELDS.stream().sorted().toList()));
    }
  }

  private @Nullable String text(
      String field,
      Function<ShopProfile, @Nullable String> held,
      Predicate<String> valid,
      String expected) {
    var value = given.path(field);
    if (value.isMissingNode()) {
      return before == null ? null : held.apply(before);
    }
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual() || !valid.test(value.textValue())) {
      wrong.add(field + " must be " + expected);
      return null;
    }
    return value.textValue();
  }

  private String required(String field, @Nullable String value) {
    if (value == null && wrong.stream().noneMatch(said -> said.startsWith(field + " "))) {
      wrong.add(field + " is missing");
    }
    return or(value, "");
  }

  private boolean flag(String field, boolean otherwise) {
    var value = given.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      wrong.add(field + " must be true or false");
    }
    return value.asBoolean(otherwise);
  }

  private Map<String, Boolean> notices() {
    var value = given.path("notices");
    if (value.isMissingNode()) {
      return before == null ? Map.of() : before.notices();
    }
    var notices = new LinkedHashMap<String, Boolean>();
    entries("notices", value, "an object of kinds of mail, as {\"delivered\": false}")
        .forEach(
            (kind, on) -> {
              if (!KIND.matcher(kind).matches() || !on.isBoolean()) {
                wrong.add("notices must name kinds of mail with true or false");
              }
              notices.put(kind, on.asBoolean());
            });
    return notices;
  }

  private Map<String, List<String>> secrets() {
    var value = given.path("secrets");
    if (value.isMissingNode()) {
      return Map.of();
    }
    var secrets = new LinkedHashMap<String, List<String>>();
    if (value.isNull()) {
      wrong.add("secrets must name the platforms whose secrets go, as {\"shopify\": []}");
    }
    entries("secrets", value, "an object of lists, as {\"shopify\": [\"…\"]}")
        .forEach((platform, list) -> secrets.put(platform, secretsOf(platform, list)));
    return secrets;
  }

  private List<String> secretsOf(String platform, JsonNode list) {
    var secrets = new ArrayList<String>();
    boolean valid =
        PLATFORM.matcher(platform).matches()
            && (list.isArray() || list.isNull())
            && list.size() <= MOST_SECRETS;
    for (var secret : list) {
      valid &= secret.isTextual() && Valid.secret(secret.textValue());
      secrets.add(secret.asText());
    }
    if (!valid) {
      wrong.add(
          "secrets must name platforms with up to "
              + MOST_SECRETS
              + " texts each, of 1 to 500 characters");
    }
    return secrets;
  }

  private Map<String, JsonNode> entries(String field, JsonNode value, String expected) {
    if (!value.isObject() && !value.isNull()) {
      wrong.add(field + " must be " + expected);
    }
    var entries = new LinkedHashMap<String, JsonNode>();
    (value.isObject() ? value : MissingNode.getInstance())
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  /**
   * A form in which nothing is wrong.
   *
   * @param secrets of the platforms that were named, all that they have from now on
   */
  record Filled(ShopProfile profile, Map<String, List<String>> secrets) {}
}
