package io.touchback.notify.send;

/** How a text part is written so that every line of it passes the servers on its way (RFC 2045). */
enum TransferEncoding {
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64");

  /** Quoted-printable triples what is not ASCII; above this share base64 is shorter. */
  private static final int BASE64_ABOVE_ONE_IN = 6;

  private final String word;

  TransferEncoding(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /**
   * @param recode must what is not ASCII be written in ASCII?
   */
  static TransferEncoding of(CanonicalText text, boolean recode) {
    boolean ascii = text.beyondAscii() == 0;
    if (text.asItStands() && (ascii || !recode)) {
      return ascii ? SEVEN_BIT : EIGHT_BIT;
    }
    return text.beyondAscii() > text.octets().length / BASE64_ABOVE_ONE_IN
        ? BASE64
        : QUOTED_PRINTABLE;
  }
}
