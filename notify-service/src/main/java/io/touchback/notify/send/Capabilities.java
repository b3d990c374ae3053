package io.touchback.notify.send;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server said in its answer to EHLO that it can do: keyword to parameters. */
record Capabilities(Map<String, String> keywords) {
  /** Of a server that only knows HELO. */
  static final Capabilities NONE = new Capabilities(Map.of());

  static Capabilities of(Reply ehlo) {
    Map<String, String> keywords = new HashMap<>();
    for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
      // "AUTH=LOGIN" is how servers of the last century put it.
      String[] words = line.strip().toUpperCase(Locale.ROOT).split("[ =]+", 2);
      keywords.merge(words[0], words.length == 2 ? words[1] : "", (a, b) -> a + ' ' + b);
    }
    return new Capabilities(keywords);
  }

  boolean pipelining() {
    return keywords.containsKey("PIPELINING");
  }

  boolean eightBit() {
    return keywords.containsKey("8BITMIME");
  }

  boolean smtpUtf8() {
    return keywords.containsKey("SMTPUTF8") && eightBit();
  }

  boolean startTls() {
    return keywords.containsKey("STARTTLS");
  }

  boolean sized() {
    return keywords.containsKey("SIZE");
  }

  /** Octets of the largest mail it takes, as far as it says so. */
  long largest() {
    String size = keywords.getOrDefault("SIZE", "");
    return size.matches("0*[1-9]\\d{0,17}") ? Long.parseLong(size) : Long.MAX_VALUE;
  }

  Set<String> logins() {
    return Arrays.stream(keywords.getOrDefault("AUTH", "").split("\\s+"))
        .collect(Collectors.toUnmodifiableSet());
  }
}
