package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/** Who carries a parcel, and the link where the customer can follow it. */
public interface Carriers {
  /**
   * What is safe to say of a parcel's carrier: rather no link than a wrong one.
   *
   * @param carrierName as the platform spells it
   * @param number the tracking number as given
   * @param url the platform's own link, used if it is a sane http(s) address
   * @param country where the parcel starts (ISO 3166-1 alpha-2), null if not known
   */
  CarrierLink link(
      @Nullable String carrierName,
      @Nullable String number,
      @Nullable String url,
      @Nullable String country);
}
