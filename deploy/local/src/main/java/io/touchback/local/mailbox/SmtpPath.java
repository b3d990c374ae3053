package io.touchback.local.mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands after {@code MAIL FROM:} or {@code RCPT TO:} (RFC 5321 4.1.2).
 *
 * @param address bare, empty for the null sender
 * @param parameters as sent, in upper case
 */
record SmtpPath(String address, Set<String> parameters) {
  private static final Pattern SYNTAX =
      Pattern.compile("\\s*<(?:@[^:<>]*+:)?((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^<>\"\\s])*+)>(.*)");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  static Optional<SmtpPath> parse(String text) {
    var found = SYNTAX.matcher(text);
    if (!found.matches() || CONTROL.matcher(text).find()) {
      return Optional.empty();
    }
    var parameters = found.group(2).strip().toUpperCase(Locale.ROOT);
    return Optional.of(
        new SmtpPath(
            found.group(1), parameters.isEmpty() ? Set.of() : Set.of(parameters.split(" +"))));
  }

  boolean isMailbox() {
    int at = address.lastIndexOf('@');
    return at > 0 && at < address.length() - 1 || address.equalsIgnoreCase("postmaster");
  }

  boolean isAscii() {
    return address.chars().allMatch(c -> c < 128);
  }

  /** The number of bytes announced by SIZE, 0 if none was. */
  long announcedSize() {
    return parameters.stream()
        .filter(parameter -> parameter.matches("SIZE=\\d{1,18}"))
        .mapToLong(parameter -> Long.parseLong(parameter.substring("SIZE=".length())))
        .findFirst()
        .orElse(0);
  }
}
