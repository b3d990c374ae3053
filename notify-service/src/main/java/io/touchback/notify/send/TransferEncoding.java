package io.touchback.notify.send;

/** How a text part is written so that every line of it passes the servers on its way (RFC 2045). */
enum TransferEncoding {
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64");

  /** RFC 5321, 4.5.3.1.6, without its CRLF. */
  private static final int LONGEST_LINE = 998;

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
   * For a text with CRLF line ends.
   *
   * @param recode must what is not ASCII be written in ASCII?
   */
  static TransferEncoding of(byte[] text, boolean recode) {
    int beyondAscii = 0;
    int line = 0;
    boolean asItStands = true;
    for (byte b : text) {
      line = b == '\n' ? 0 : line + 1;
      beyondAscii += b < 0 ? 1 : 0;
      asItStands &=
          line <= LONGEST_LINE + 1 && (b < 0 || b >= ' ' || isTextControl(b)) && b != 0x7F;
    }
    if (asItStands && (beyondAscii == 0 || !recode)) {
      return beyondAscii == 0 ? SEVEN_BIT : EIGHT_BIT;
    }
    return beyondAscii > text.length / BASE64_ABOVE_ONE_IN ? BASE64 : QUOTED_PRINTABLE;
  }

  private static boolean isTextControl(byte b) {
    return b == '\t' || b == '\r' || b == '\n';
  }
}
