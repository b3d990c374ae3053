package io.touchback.notify.send;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to log in, by {@code quarkus.mailer.login}, {@code username}, {@code password} and {@code
 * auth-methods}.
 *
 * @param methods the allowed ones; empty = all
 */
record SmtpLogin(
    Mode mode, @Nullable String username, @Nullable String password, Set<String> methods) {
  /** Strongest first; XOAUTH2 only when asked for, its password is a token. */
  private static final List<String> KNOWN = List.of("PLAIN", "LOGIN");

  enum Mode {
    /** Where the server offers it and there are credentials. */
    NONE,
    DISABLED,
    REQUIRED,
    XOAUTH2
  }

  /**
   * The parameters of AUTH, then the answers to each 334; empty = go on without logging in.
   *
   * @throws IllegalStateException if one must log in and cannot
   */
  Optional<List<String>> dialogue(Set<String> offered) {
    if (mode == Mode.DISABLED || mode == Mode.NONE && !hasCredentials()) {
      return Optional.empty();
    }
    Optional<String> method = candidates().stream().filter(offered::contains).findFirst();
    if (mode != Mode.NONE && (method.isEmpty() || !hasCredentials())) {
      throw new IllegalStateException(
          hasCredentials()
              ? "The mail server offers no way of logging in that is allowed; has it TLS?"
              : "Set quarkus.mailer.username and quarkus.mailer.password");
    }
    return method.map(this::lines);
  }

  private boolean hasCredentials() {
    return username != null && password != null;
  }

  private List<String> candidates() {
    List<String> known = mode == Mode.XOAUTH2 ? List.of("XOAUTH2") : KNOWN;
    return known.stream().filter(m -> methods.isEmpty() || methods.contains(m)).toList();
  }

  private List<String> lines(String method) {
    return switch (method) {
      case "PLAIN" -> List.of("PLAIN " + base64('\0' + username + '\0' + password));
      case "LOGIN" -> List.of("LOGIN", base64("" + username), base64("" + password));
      // After a refusal the server explains by 334, and says 535 when it has an empty line.
      default ->
          List.of(
              "XOAUTH2 " + base64("user=" + username + "\1auth=Bearer " + password + "\1\1"), "");
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
