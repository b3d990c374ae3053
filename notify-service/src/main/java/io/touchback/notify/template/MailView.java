package io.touchback.notify.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail, ready to be laid out: every word chosen, every number and day formatted, every link
 * checked. The templates only place it.
 *
 * @param language BCP 47 tag
 * @param direction {@code ltr} or {@code rtl}
 * @param preview what a mailbox shows beside the subject
 * @param markup schema.org data for mailboxes that read it
 */
public record MailView(
    String language,
    String direction,
    String subject,
    String headline,
    String preview,
    String greeting,
    List<String> opening,
    @Nullable Parcel parcel,
    String itemsTitle,
    String itemCount,
    List<Item> items,
    @Nullable String total,
    @Nullable Link button,
    List<String> closing,
    String whoToAsk,
    String whyThisMail,
    Shop shop,
    @Nullable JsonLd markup) {

  /**
   * How the shop presents itself.
   *
   * @param accent CSS colour, {@code #rrggbb}
   * @param onAccent the colour that can be read on it
   */
  public record Shop(
      String name, @Nullable String logoUrl, String accent, String onAccent, List<Link> links) {}

  /** What is known of the parcel, as label and value. */
  public record Parcel(List<Fact> facts) {}

  public record Fact(String label, String value, @Nullable String url) {}

  public record Item(int quantity, String name, @Nullable String variant) {
    public String inOneLine() {
      return variant == null ? name : name + ", " + variant;
    }
  }

  public record Link(String label, String url) {}
}
