package io.touchback.local.mailbox;

import java.util.List;

/**
 * Who sent it to whom, as SMTP was told.
 *
 * @param from bare address, empty for the null sender
 * @param to bare addresses, at least one
 */
public record Envelope(String from, List<String> to) {}
