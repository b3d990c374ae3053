package io.touchback.orders.tracking;

import io.touchback.orders.PlainText;
import io.touchback.orders.order.Customer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A customer's name as strangers may see it: {@code Zoë M.} (X4). */
final class MaskedName {
  private static final int LONGEST = 30;
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern NAMELESS = Pattern.compile("@|://|(?:\\p{Nd}\\W*){4}");
  private static final Pattern SIGN = Pattern.compile("\\P{M}\\p{M}{0,4}");

  private MaskedName() {}

  /** Null where nothing can be said, or where the name is no name but an address or a number. */
  static @Nullable String of(@Nullable Customer customer) {
    String name = customer == null ? null : PlainText.line(customer.name(), 200);
    if (name == null || NAMELESS.matcher(name).find()) {
      return null;
    }
    List<String> parts = SPACE.splitAsStream(name).toList();
    String first = PlainText.line(parts.get(0), LONGEST);
    if (parts.size() == 1) {
      return initial(name) + "…";
    }
    return first + " " + initial(parts.get(parts.size() - 1)) + ".";
  }

  /** The first sign that people see, which may be several code points. */
  private static String initial(String word) {
    return SIGN.matcher(word).results().map(sign -> sign.group()).findFirst().orElse("");
  }
}
