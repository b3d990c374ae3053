package io.touchback.orders.tracking;

/**
 * The rules by which carriers make the last character of a number from those before it. Sources:
 * the carriers' and the UPU's own papers, compared with jkeen/tracking_number_data.
 */
enum CheckDigit {
  /** UPS 1Z and waybills, OnTrac: letters count (ASCII − 3) mod 10, every second one twice. */
  UPS {
    @Override
    char of(String serial) {
      int sum = 0;
      for (int i = 0; i < serial.length(); i++) {
        char c = serial.charAt(i);
        int value = isDigit(c) ? c - '0' : (c - 3) % 10;
        sum += i % 2 == 0 ? value : 2 * value;
      }
      return upToTen(sum);
    }
  },

  /** FedEx: weights 1, 3, 7 from the right, mod 11, mod 10. */
  FEDEX {
    private static final int[] WEIGHTS = {1, 3, 7};

    @Override
    char of(String serial) {
      int sum = 0;
      for (int i = 0; i < serial.length(); i++) {
        sum += fromRight(serial, i) * WEIGHTS[i % 3];
      }
      return digit(sum % 11 % 10);
    }
  },

  /** GS1 (SSCC, IMpb and many more): weights 3, 1 from the right, up to the next ten. */
  GS1 {
    @Override
    char of(String serial) {
      int sum = 0;
      for (int i = 0; i < serial.length(); i++) {
        sum += fromRight(serial, i) * (i % 2 == 0 ? 3 : 1);
      }
      return upToTen(sum);
    }
  },

  /** USPS numbers that leave out the 91 they are counted with. */
  USPS_91 {
    @Override
    char of(String serial) {
      return GS1.of("91" + serial);
    }
  },

  /** Luhn (ISO/IEC 7812): every second digit from the right twice, as the sum of its digits. */
  LUHN {
    @Override
    char of(String serial) {
      int sum = 0;
      for (int i = 0; i < serial.length(); i++) {
        int value = fromRight(serial, i) * (i % 2 == 0 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
      }
      return upToTen(sum);
    }
  },

  /** DHL Express, Japan's carriers: what is left when the number is divided by 7. */
  MOD7 {
    @Override
    char of(String serial) {
      int rest = 0;
      for (int i = 0; i < serial.length(); i++) {
        rest = (rest * 10 + serial.charAt(i) - '0') % 7;
      }
      return digit(rest);
    }
  },

  /** UPU S10: weights 8, 6, 4, 2, 3, 5, 9, 7; 11 − (sum mod 11), where 10 is 0 and 11 is 5. */
  S10 {
    private static final int[] WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

    @Override
    char of(String serial) {
      int sum = 0;
      for (int i = 0; i < serial.length(); i++) {
        sum += (serial.charAt(i) - '0') * WEIGHTS[i];
      }
      return switch (sum % 11) {
        case 0 -> '5';
        case 1 -> '0';
        default -> digit(11 - sum % 11);
      };
    }
  },

  /** DPD: ISO 7064 MOD 37,36. */
  MOD37_36 {
    @Override
    char of(String serial) {
      int carry = 36;
      for (int i = 0; i < serial.length(); i++) {
        int sum = (carry + Character.digit(serial.charAt(i), 36)) % 36;
        carry = (sum == 0 ? 36 : sum) * 2 % 37;
      }
      return Character.toUpperCase(Character.forDigit((37 - carry) % 36, 36));
    }
  };

  /**
   * The check character of a number.
   *
   * @param serial the characters before it: digits, for UPS and MOD37_36 also A to Z
   */
  abstract char of(String serial);

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int fromRight(String serial, int i) {
    return serial.charAt(serial.length() - 1 - i) - '0';
  }

  private static char upToTen(int sum) {
    return digit((10 - sum % 10) % 10);
  }

  private static char digit(int value) {
    return (char) ('0' + value);
  }
}
