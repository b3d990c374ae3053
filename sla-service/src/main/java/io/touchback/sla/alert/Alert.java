package io.touchback.sla.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A silence operations should hear of.
 *
 * @param id the same for the same silence, however often it is found
 * @param shop {@link #EVERY_SHOP} if it concerns all
 * @param since when the silence began
 * @param dueAt when it should have ended
 * @param summary the whole of it in one sentence for people
 */
public record Alert(
    UUID id,
    String shop,
    String policy,
    About subject,
    @Nullable String shipment,
    Instant since,
    Instant dueAt,
    String summary) {
  public static final String EVERY_SHOP = "*";

  /** The reason why an alert ended without its silence having ended. */
  public static final String SHOP_NOT_ACTIVE = "the shop is not active";

  /**
   * What is silent.
   *
   * @param type {@code order}, {@code shop} or {@code stream}
   * @param number what people call it
   */
  public record About(String type, String id, @Nullable String number) {}

  /**
   * The end of an alert.
   *
   * @param reason in words, as {@code shipped, 2 h 4 min late}
   */
  public record Ending(UUID id, State state, String reason) {}

  /** Where an alert is. */
  public enum State {
    OPEN,
    /** The silence ended. */
    RESOLVED,
    /** There was no silence: the proof came late. */
    RETRACTED;

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
