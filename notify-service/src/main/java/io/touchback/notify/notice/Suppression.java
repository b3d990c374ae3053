package io.touchback.notify.notice;

/** Why a notice that an event calls for is not sent. */
public enum Suppression {
  SHOP_INACTIVE("shop inactive"),
  TEST_ORDER("test order"),
  /** Old news: it happened before the shop was connected. */
  IMPORTED("imported"),
  ALREADY_DELIVERED("already delivered"),
  DIGITAL("digital"),
  STALE("stale"),
  KIND_OFF("switched off by the shop"),
  NOT_WANTED("platform said don't notify"),
  /** A later status of the same parcel came with it, or staff had it sent to another address. */
  SUPERSEDED("superseded"),
  NO_ADDRESS("no address"),
  INVALID_ADDRESS("invalid address"),
  /** The mail server said that there is no such mailbox. */
  ADDRESS_SUPPRESSED("address suppressed"),
  ERASED("customer erased");

  private final String word;

  Suppression(String word) {
    this.word = word;
  }

  /** As in events and on pages. */
  public String word() {
    return word;
  }
}
