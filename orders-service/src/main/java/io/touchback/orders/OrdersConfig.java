package io.touchback.orders;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** Every setting of this service; the defaults are meant to be kept. */
@ConfigMapping(prefix = "touchback")
public interface OrdersConfig {
  /** Root of the customers' links and of the key that stored secrets are sealed with. */
  Optional<String> secretKey();

  /** Password of the user {@code ops}. */
  Optional<String> opsPassword();

  /** Where customers reach us, for links in mails. */
  @WithDefault("http://localhost:8080")
  String publicUrl();

  /** How long a parcel waits for its order, and a scan for its parcel. */
  @WithDefault("PT15M")
  Duration orderWait();

  /** How long raw webhooks are kept. */
  @WithDefault("P7D")
  Duration keepWebhooks();

  Intake intake();

  /** How webhooks are taken in. */
  interface Intake {
    /** Transactions at once; on a few processors more of them only make smaller groups. */
    @WithDefault("1")
    @Min(1)
    int workers();

    /** How far apart a worker's transactions start, while few webhooks keep coming. */
    @WithDefault("PT0.03S")
    Duration apart();

    /** Webhooks in one transaction at most. */
    @WithDefault("64")
    @Min(1)
    int group();

    /** Webhooks under way at once; more are answered 503. */
    @WithDefault("2000")
    @Min(1)
    int capacity();

    /** Bytes of the bodies under way at once; more are answered 503. */
    @WithDefault("33554432")
    @Min(4194304)
    long bodies();

    /** How long a sender waits for its webhook to be stored before it hears 503. */
    @WithDefault("PT4S")
    Duration patience();
  }
}
