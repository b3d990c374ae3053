package io.touchback.orders.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.touchback.orders.PlainText;
import io.touchback.orders.order.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tolerant look at one value of a platform's JSON: what is absent, null, blank or not of the kind
 * asked for reads as null. Where several names are given, the first that has something counts. Text
 * comes out as {@link PlainText}; numbers are exact.
 */
public final class Json {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,30}([.][0-9]{0,30})?");
  private static final DateTimeFormatter ISO_DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXXXX][XX]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  private static final int LONGEST_LINK = 2_000;
  private static final int MOST_UNITS = 1_000_000;

  private static final ObjectMapper EXACT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;

  /** What this was found in, and how it is called there: joined only for a complaint. */
  private final @Nullable Json parent;

  private final String step;

  private Json(JsonNode node, @Nullable Json parent, String step) {
    this.node = node;
    this.parent = parent;
    this.step = step;
  }

  public static Json of(JsonNode node) {
    return new Json(node, null, "");
  }

  private String path() {
    var above = parent == null ? "" : parent.path();
    return above.isEmpty() || step.startsWith("[") ? above + step : above + "." + step;
  }

  /** JSON that stood as text within JSON; null if it is none. */
  public static @Nullable JsonNode parse(String text) {
    try {
      return EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * This value as an object.
   *
   * @throws UntranslatableException it is none
   */
  public Json object() {
    if (!node.isObject()) {
      throw new UntranslatableException((path().isEmpty() ? "body" : path()) + " is not an object");
    }
    return this;
  }

  /** A field, or one further in ({@code customer.email}); if absent, nothing is found in it. */
  public Json at(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? new Json(node.path(name), this, name)
        : at(name.substring(0, dot)).at(name.substring(dot + 1));
  }

  /** Whether the field is there, whatever its kind. */
  public boolean has(String name) {
    JsonNode child = at(name).node;
    return !child.isMissingNode() && !child.isNull();
  }

  /** The elements of an array, or the values of an object: PHP writes arrays with gaps as these. */
  public List<Json> list(String name) {
    return at(name).elements();
  }

  public List<Json> elements() {
    List<Json> elements = new ArrayList<>();
    for (JsonNode element : node) {
      elements.add(new Json(element, this, "[" + elements.size() + "]"));
    }
    return elements;
  }

  public @Nullable String text(String... names) {
    return first(Json::value, names);
  }

  /** Text that was written for a browser, as its sender wrote it; not cleaned. */
  public @Nullable String raw(String name) {
    JsonNode child = at(name).node;
    return child.isTextual() ? child.textValue() : null;
  }

  public JsonNode node() {
    return node;
  }

  /** A web address as it was written, unchecked, but never a part of one. */
  public @Nullable String link(String... names) {
    return first(Json::linkValue, names);
  }

  public @Nullable String linkValue() {
    String link = node.isTextual() ? node.textValue().strip() : "";
    return link.isEmpty() || link.length() > LONGEST_LINK ? null : link;
  }

  /** An identifier as exact text, however many digits it has. */
  public @Nullable String id(String... names) {
    return first(Json::identifier, names);
  }

  /** The identifiers in an array of them. */
  public List<String> ids(String name) {
    return list(name).stream().map(Json::identifier).filter(id -> id != null).toList();
  }

  /**
   * @throws UntranslatableException there is none
   */
  public String requiredId(String name) {
    return required(id(name), name);
  }

  /** What was read of the field {@code name}, or the complaint that it is missing. */
  public <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new UntranslatableException(at(name).path() + " is missing or unreadable");
    }
    return value;
  }

  /** ISO 8601 with an offset; without one it is taken as UTC. */
  public @Nullable Instant instant(String... names) {
    return first(Json::moment, names);
  }

  /** The day of an ISO 8601 date, or of a date and time where it was written. */
  public @Nullable LocalDate date(String... names) {
    return first(Json::dateValue, names);
  }

  public @Nullable BigDecimal decimal(String... names) {
    return first(Json::decimalValue, names);
  }

  /** An amount in major units; null also where the currency is none that ISO 4217 knows. */
  public @Nullable Money money(String name, @Nullable String currency) {
    return money(decimal(name), currency);
  }

  public static @Nullable Money money(@Nullable BigDecimal amount, @Nullable String currency) {
    try {
      return amount == null || currency == null
          ? null
          : Money.of(amount, currency.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A number of units; of a part of a unit (a metre, a kilo) there is one. */
  public int count(String name, int otherwise) {
    BigDecimal count = decimal(name);
    return count == null
        ? otherwise
        : count
            .setScale(0, RoundingMode.CEILING)
            .max(BigDecimal.ZERO)
            .min(BigDecimal.valueOf(MOST_UNITS))
            .intValue();
  }

  /** Whether a flag is set, in any of the ways platforms and plugins write one. */
  public boolean is(String name) {
    JsonNode child = at(name).node;
    return child.isBoolean()
        ? child.booleanValue()
        : List.of("true", "1", "yes", "on").contains(String.valueOf(at(name).value()));
  }

  private <T> @Nullable T first(Function<Json, @Nullable T> reading, String... names) {
    for (String name : names) {
      T value = reading.apply(at(name));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** This value as text. */
  public @Nullable String value() {
    if (node.isTextual()) {
      return PlainText.of(node.textValue());
    }
    BigDecimal number = decimalValue();
    return number == null ? null : number.toPlainString();
  }

  private @Nullable String identifier() {
    String id = node.isTextual() || node.isIntegralNumber() ? value() : null;
    return id == null || id.length() > 200 ? null : id;
  }

  /** Bounded, so that no exponent can make us write a billion zeros. */
  public @Nullable BigDecimal decimalValue() {
    if (node.isTextual()) {
      String text = node.textValue().strip();
      return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }
    if (!node.isNumber() || !node.isIntegralNumber() && !node.isBigDecimal()) {
      return null;
    }
    BigDecimal number = node.decimalValue();
    return number.precision() > 60 || Math.abs((long) number.scale()) > 60 ? null : number;
  }

  private @Nullable Instant moment() {
    String text = node.isTextual() ? node.textValue().strip() : "";
    try {
      TemporalAccessor parsed = ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
      Instant moment =
          parsed instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : Instant.from(parsed);
      return moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST) ? null : moment;
    } catch (DateTimeException e) {
      return null;
    }
  }

  public @Nullable LocalDate dateValue() {
    String text = node.isTextual() ? node.textValue().strip() : "";
    try {
      LocalDate day = LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      return day.getYear() < 1970 ? null : day;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
