package io.touchback.orders.tracking;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.orders.tracking.CarrierGuess.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CarrierGuessTest {
  private static final CarrierTable TABLE = CarrierTable.read();
  private static final CarrierGuess GUESS = new CarrierGuess(TABLE.all());
  private static final Path FIXTURES =
      Path.of(System.getProperty("touchback.root", "."), "../shared/fixtures/carriers");

  /** Where the shared vectors go further than is sensible: a word without a digit is no number. */
  private static final Set<String> TOO_WEAK = Set.of("see notes");

  @ParameterizedTest
  @CsvFileSource(resources = "/carriers/numbers.csv", numLinesToSkip = 1)
  void candidatesOfOurExamples(
      String number, @Nullable String strong, @Nullable String weak, String note) {
    assertEquals(codes(strong), candidates(number, Reason.CHECK_DIGIT), note);
    Set<String> allWeak = candidates(number, Reason.FORMAT_ONLY);
    assertTrue(allWeak.containsAll(codes(weak)), note + ": " + allWeak);
  }

  @Test
  @DisplayName("all shared vectors, where the folder is there")
  void candidatesOfTheSharedVectors() throws IOException {
    assumeTrue(Files.isDirectory(FIXTURES));
    Set<String> theirs =
        new ObjectMapper()
            .readTree(FIXTURES.resolve("carriers.json").toFile()).findValuesAsText("code").stream()
                .collect(toCollection(TreeSet::new));
    List<String> wrong = new ArrayList<>();
    List<List<String>> rows = Csv.read(Files.readString(FIXTURES.resolve("vectors.csv")));
    for (List<String> row : rows.subList(1, rows.size())) {
      String number = row.get(0);
      Set<String> strong =
          candidates(number, Reason.CHECK_DIGIT).stream()
              .map(code -> theirs.contains(code) ? code : s10(code))
              .collect(toCollection(TreeSet::new));
      Set<String> weak = candidates(number, Reason.FORMAT_ONLY);
      weak.retainAll(theirs);
      if (!strong.equals(codes(row.get(5)))) {
        wrong.add(number + " by check digit: " + strong + ", expected " + row.get(5));
      }
      if (!weak.equals(codes(row.get(6))) && !TOO_WEAK.contains(number)) {
        wrong.add(number + " by format: " + weak + ", expected " + row.get(6));
      }
    }
    assertTrue(rows.size() > 150, "vectors read: " + rows.size());
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "287809468872, , ", // FedEx and Purolator
    "287809468872, CA, ", // both take parcels there
    "287809468872, FR, fedex",
    "287809468872, DE, ", // DHL Paket's have twelve digits, too
    "73891051146, , ", // DHL Express and Japan Post
    "73891051146, US, dhl_express",
    "73891051146, DE, ", // every seventh number of GLS's passes
    "73891051146, JP, ",
    "00340434161094015902, , ", // an SSCC of DHL Paket, which passes for two others
    "00340434161094015902, DE, dhl_parcel_de",
    "00340434161094015902, AU, australia_post",
    "00340434161094015902, FR, ", // none of them takes parcels there
    "123456789013, JP, ", // three carriers with one rule
    "RB123456785GB, CN, royal_mail", // the number says its country itself
    "986578788855, US, fedex",
    "7035114477138472, , canada_post",
    "7035114477138472, CA, canada_post",
    "7035114477138472, GB, ", // every tenth number of Evri's passes for Canada Post's
    "TBA000000000000, US, ", // format only never assigns
    "51087693037816, US, "
  })
  @DisplayName("one carrier by check digit, the origin settles ties, else nobody")
  void onlyOne(String number, @Nullable String country, @Nullable String code) {
    KnownCarrier only = GUESS.only(Objects.requireNonNull(TrackingNumber.of(number)), country);
    assertEquals(code, only == null ? null : only.code());
  }

  @Test
  @DisplayName("every form that has a check: what it makes it accepts, however it is written")
  void roundTrip() {
    long seed = 42;
    Random random = new Random(seed);
    for (KnownCarrier carrier : TABLE.all()) {
      for (NumberForm form : carrier.numbers()) {
        if (form.check() == null) {
          continue;
        }
        for (int i = 0; i < 200; i++) {
          String number = NumberSamples.proven(form, random);
          String written = NumberSamples.asPeopleWrite(number, random);
          assertTrue(
              candidates(written, Reason.CHECK_DIGIT).contains(carrier.code()),
              carrier.code() + " " + written + " seed " + seed);
        }
      }
    }
  }

  @Test
  @DisplayName("random text never throws and assigns nobody without a check digit")
  void anyText() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(60), 0, 0x2ff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      TrackingNumber number = TrackingNumber.of(text);
      if (number != null && candidates(text, Reason.CHECK_DIGIT).isEmpty()) {
        assertNull(GUESS.only(number, "US"), "seed " + seed);
      }
    }
  }

  private static Set<String> candidates(String number, Reason reason) {
    TrackingNumber parsed = TrackingNumber.of(number);
    return parsed == null
        ? new TreeSet<>()
        : GUESS.candidates(parsed).stream()
            .filter(candidate -> candidate.reason() == reason)
            .map(candidate -> candidate.carrier().code())
            .collect(toCollection(TreeSet::new));
  }

  /** The shared vectors name posts that they have no entry for by their country. */
  private static String s10(String code) {
    return TABLE.all().stream()
        .filter(carrier -> carrier.code().equals(code))
        .map(carrier -> "s10_" + carrier.from().get(0).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static Set<String> codes(@Nullable String list) {
    return list == null || list.isEmpty()
        ? Set.of()
        : Stream.of(list.split("\\|")).collect(toCollection(TreeSet::new));
  }
}
