package io.touchback.local.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a person reads it: headers and parts decoded.
 *
 * @param id rises with each mail of a mailbox
 * @param headers in their order, unfolded, encoded words decoded
 * @param text the first plain text part, if there is one
 * @param html the first HTML part, if there is one
 * @param raw every byte that came after DATA, without the dots that were stuffed in
 */
public record Mail(
    long id,
    Instant receivedAt,
    Envelope envelope,
    List<Header> headers,
    @Nullable String text,
    @Nullable String html,
    byte[] raw) {

  /** One header line. */
  public record Header(String name, String value) {}

  /** The first header of that name, in whatever case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name.equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  public String from() {
    return header("From").orElse(envelope.from());
  }

  public String to() {
    return header("To").orElseGet(() -> envelope.to().stream().collect(Collectors.joining(", ")));
  }

  public String subject() {
    return header("Subject").orElse("");
  }

  public String messageId() {
    return header("Message-ID").orElse("");
  }
}
