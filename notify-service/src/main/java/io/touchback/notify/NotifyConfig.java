package io.touchback.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;

/** The settings of this service but {@code touchback.mail}; the defaults are meant to be kept. */
@ConfigMapping(prefix = "touchback")
public interface NotifyConfig {
  /** Root of the Message-IDs and of the hashes of suppressed addresses. */
  @Size(min = 32)
  String secretKey();

  /** Password of the user {@code ops}. */
  Optional<String> opsPassword();

  /** How long an event may wait for its shop before operations hear of it. */
  @WithDefault("PT15M")
  Duration shopWait();

  Send send();

  /** How notices are given out to be sent; how a mail is handed over, {@code touchback.mail}. */
  interface Send {
    /** Mails claimed or under way at once, over all connections to the SMTP server. */
    @WithDefault("64")
    @Min(1)
    @Max(5000)
    int window();

    /** How long a parcel's status waits for a later one that came with it. */
    @WithDefault("PT1S")
    Duration settle();

    /** How often due notices are looked for when nothing woke us. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** How often an instance says that it lives. */
    @WithDefault("PT2S")
    Duration heartbeat();

    /** After this long without a heartbeat an instance's claims are anybody's. */
    @WithDefault("PT8S")
    Duration lease();

    /** How long a stopping instance waits for the mails under way. */
    @WithDefault("PT6S")
    Duration stopWithin();

    Retry retry();
  }

  /** When a mail that was not taken is tried again. */
  interface Retry {
    /** First wait after 450 and 451, which is what greylisting answers. */
    @WithDefault("PT5M")
    Duration greylisted();

    /** First wait after another 4xx, doubled from then on. */
    @WithDefault("PT1M")
    Duration deferred();

    /** First wait after a connection died before the final dot, doubled from then on. */
    @WithDefault("PT5S")
    Duration notSent();

    /** Wait after a connection died at or after the final dot. */
    @WithDefault("PT1M")
    Duration unknown();

    /** How often a mail is sent again while nobody knows whether it arrived. */
    @WithDefault("3")
    @Min(0)
    int unknownTimes();

    /** No wait is longer. */
    @WithDefault("PT1H")
    Duration longest();

    /** From the first try on; then the notice has failed. */
    @WithDefault("PT48H")
    Duration giveUpAfter();

    /** First pause of the sender when the server is in trouble, doubled from then on. */
    @WithDefault("PT1S")
    Duration pause();

    /** No pause is longer. */
    @WithDefault("PT1M")
    Duration longestPause();
  }
}
