package io.touchback.orders.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each rule against a second one that only judges whole numbers, written from the other end: it
 * finds the check character by trying them all.
 */
class CheckDigitTest {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int NUMBERS = 20_000;
  private static final long SEED = 20260302;

  private record Oracle(
      List<Integer> lengths, int alphabet, BiPredicate<String, Character> holds) {}

  private static final Map<CheckDigit, Oracle> ORACLES = new EnumMap<>(CheckDigit.class);

  static {
    ORACLES.put(CheckDigit.UPS, new Oracle(List.of(9, 15), 36, CheckDigitTest::ups));
    ORACLES.put(CheckDigit.FEDEX, new Oracle(List.of(11, 13), 10, CheckDigitTest::fedex));
    ORACLES.put(CheckDigit.GS1, new Oracle(List.of(14, 15, 19, 21, 25), 10, (s, c) -> gs1(s + c)));
    ORACLES.put(CheckDigit.USPS_91, new Oracle(List.of(19), 10, (s, c) -> gs1("91" + s + c)));
    ORACLES.put(CheckDigit.LUHN, new Oracle(List.of(10, 11), 10, CheckDigitTest::luhn));
    ORACLES.put(CheckDigit.MOD7, new Oracle(List.of(9, 10, 11), 10, CheckDigitTest::mod7));
    ORACLES.put(CheckDigit.S10, new Oracle(List.of(8), 10, CheckDigitTest::s10));
    ORACLES.put(CheckDigit.MOD37_36, new Oracle(List.of(14, 27), 10, CheckDigitTest::mod37));
  }

  @ParameterizedTest
  @EnumSource(CheckDigit.class)
  @DisplayName("the rule gives the only character that its oracle accepts")
  void agreesWithItsOracle(CheckDigit rule) {
    Oracle oracle = ORACLES.get(rule);
    Random random = new Random(SEED);
    for (int i = 0; i < NUMBERS; i++) {
      String serial = serial(random, oracle);
      String accepted =
          ALPHABET
              .chars()
              .filter(c -> oracle.holds.test(serial, (char) c))
              .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
              .toString();
      assertEquals(
          accepted, String.valueOf(rule.of(serial)), rule + " of " + serial + ", seed " + SEED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CheckDigit.class,
      names = {"GS1", "USPS_91", "LUHN", "MOD37_36"})
  @DisplayName("these rules catch every single wrong digit")
  void catchesEverySingleWrongDigit(CheckDigit rule) {
    Random random = new Random(SEED);
    for (int i = 0; i < NUMBERS; i++) {
      String serial = serial(random, ORACLES.get(rule));
      int place = random.nextInt(serial.length());
      String wrong = withDigit(serial, place, 1 + random.nextInt(9));
      assertNotEquals(rule.of(serial), rule.of(wrong), serial + " and " + wrong + ", seed " + SEED);
    }
  }

  @Test
  @DisplayName("UPS catches every wrong digit in the places that count once")
  void upsCatchesWhereItPromises() {
    Random random = new Random(SEED);
    for (int i = 0; i < NUMBERS; i++) {
      String serial = serial(random, new Oracle(List.of(15), 10, (s, c) -> true));
      String wrong = withDigit(serial, 2 * random.nextInt(8), 1 + random.nextInt(9));
      assertNotEquals(CheckDigit.UPS.of(serial), CheckDigit.UPS.of(wrong), serial);
    }
  }

  @Test
  @DisplayName("MOD7 catches every wrong digit but those 7 apart")
  void mod7CatchesWhereItPromises() {
    Random random = new Random(SEED);
    for (int i = 0; i < NUMBERS; i++) {
      String serial = serial(random, new Oracle(List.of(11), 10, (s, c) -> true));
      int place = random.nextInt(11);
      String other = withDigit(serial, place, 1 + random.nextInt(9));
      boolean sevenApart = Math.abs(serial.charAt(place) - other.charAt(place)) == 7;
      assertEquals(sevenApart, CheckDigit.MOD7.of(serial) == CheckDigit.MOD7.of(other), serial);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S10, 47312482, 9", // UPU S10-12, its own example
    "UPS, 5R8939035756712, 7",
    "FEDEX, 98657878885, 5",
    "GS1, 37610425002123456, 9", // the example of the GS1 specification
    "LUHN, 7992739871, 3", // the example of Luhn's patent family
    "MOD7, 12345678901, 3",
    "MOD37_36, 09980000020034, D",
    "USPS_91, 7196901075600307738, 5"
  })
  void publishedExamples(CheckDigit rule, String serial, char check) {
    assertEquals(check, rule.of(serial));
  }

  private static String serial(Random random, Oracle oracle) {
    int length = oracle.lengths.get(random.nextInt(oracle.lengths.size()));
    return random
        .ints(length, 0, oracle.alphabet)
        .collect(StringBuilder::new, (b, i) -> b.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }

  private static String withDigit(String serial, int place, int more) {
    char other = (char) ('0' + (serial.charAt(place) - '0' + more) % 10);
    return serial.substring(0, place) + other + serial.substring(place + 1);
  }

  /** Letters as the published table has them: A = 2 … H = 9, I = 0, and so on. */
  private static boolean ups(String serial, char check) {
    String table = "0123456789" + "23456789012345678901234567";
    long total = 0;
    String all = serial + check;
    for (int i = 0; i < all.length(); i++) {
      long value = table.charAt(ALPHABET.indexOf(all.charAt(i))) - '0';
      total += i % 2 == 1 && i < serial.length() ? value + value : value;
    }
    return Character.isDigit(check) && total % 10 == 0;
  }

  private static boolean fedex(String serial, char check) {
    int[] twelve = {3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1};
    int[] fourteen = {1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1};
    int[] weights = serial.length() == 11 ? twelve : fourteen;
    int total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i] * Character.digit(serial.charAt(i), 10);
    }
    int rest = total - total / 11 * 11;
    return check == (rest == 10 ? '0' : (char) ('0' + rest));
  }

  private static boolean gs1(String all) {
    int total = 0;
    String padded = "0".repeat(40 - all.length()) + all;
    for (int i = 0; i < 40; i += 2) {
      total +=
          3 * Character.digit(padded.charAt(i), 10) + Character.digit(padded.charAt(i + 1), 10);
    }
    return Character.isDigit(all.charAt(all.length() - 1)) && total % 10 == 0;
  }

  private static boolean luhn(String serial, char check) {
    String twice = "0246813579";
    String all = serial + check;
    int total = 0;
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(all.length() - 1 - i);
      total += Character.isDigit(c) ? (i % 2 == 1 ? twice.charAt(c - '0') : c) - '0' : 99;
    }
    return Character.isDigit(check) && total % 10 == 0;
  }

  private static boolean mod7(String serial, char check) {
    return new BigInteger(serial).mod(BigInteger.valueOf(7)).toString().equals("" + check);
  }

  private static boolean s10(String serial, char check) {
    int total = 0;
    for (int i = 0; i < 8; i++) {
      total += "86423597".charAt(i) % '0' * (serial.charAt(i) % '0');
    }
    for (int c = 1; c <= 11; c++) {
      if ((total + c) % 11 == 0) {
        return check == "x12345678905".charAt(c);
      }
    }
    return false;
  }

  /** ISO 7064, 8: the whole string with its check character leaves 1. */
  private static boolean mod37(String serial, char check) {
    int product = 36;
    int sum = 0;
    for (char c : (serial + check).toCharArray()) {
      sum = product % 37 + ALPHABET.indexOf(c);
      product = (sum % 36 == 0 ? 36 : sum % 36) * 2;
    }
    return sum % 36 == 1;
  }
}
