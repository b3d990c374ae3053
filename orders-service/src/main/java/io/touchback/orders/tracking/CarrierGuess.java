package io.touchback.orders.tracking;

import io.touchback.orders.tracking.NumberForm.Fit;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose a tracking number may be, by its looks alone. Ambiguity is real: every tenth number of
 * twelve digits passes FedEx's check.
 */
final class CarrierGuess {
  private final List<KnownCarrier> carriers;

  CarrierGuess(List<KnownCarrier> carriers) {
    this.carriers = carriers;
  }

  /** Why a carrier is a candidate; only a check digit may ever assign one. */
  enum Reason {
    CHECK_DIGIT,
    FORMAT_ONLY
  }

  /** A carrier that a number may belong to. */
  record Candidate(KnownCarrier carrier, Reason reason) {}

  /** All carriers one of whose forms a number has. */
  List<Candidate> candidates(TrackingNumber number) {
    return number.readings().stream()
        .map(this::candidates)
        .filter(some -> !some.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<Candidate> candidates(String reading) {
    return carriers.stream().flatMap(carrier -> candidate(carrier, reading)).toList();
  }

  private static Stream<Candidate> candidate(KnownCarrier carrier, String reading) {
    return switch (carrier.fit(reading)) {
      case PROVEN -> Stream.of(new Candidate(carrier, Reason.CHECK_DIGIT));
      case SHAPE_ONLY -> Stream.of(new Candidate(carrier, Reason.FORMAT_ONLY));
      case WRONG_CHECK, OTHER_SHAPE -> Stream.empty();
    };
  }

  /**
   * The one carrier whose check digit the number has. Of several, and of those whose numbers are
   * digits alone, only who takes parcels in the country where this one starts, and only if nobody
   * at home there gives such numbers without a check: most would be theirs. Null in all other
   * cases.
   */
  @Nullable KnownCarrier only(TrackingNumber number, @Nullable String country) {
    List<Candidate> candidates = candidates(number);
    List<KnownCarrier> proven = with(Reason.CHECK_DIGIT, candidates);
    if (proven.size() == 1 && number.hasLetters()) {
      return proven.get(0);
    }
    boolean likelierAtHome =
        with(Reason.FORMAT_ONLY, candidates).stream()
            .anyMatch(carrier -> country != null && carrier.from().contains(country));
    return likelierAtHome && !number.hasLetters()
        ? null
        : onlyOne(takingParcelsIn(country, proven));
  }

  private static List<KnownCarrier> with(Reason reason, List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.reason() == reason)
        .map(Candidate::carrier)
        .toList();
  }

  /** The one of several namesakes whose forms a number has; ties as in {@link #only}. */
  static @Nullable KnownCarrier among(
      List<KnownCarrier> namesakes, @Nullable TrackingNumber number, @Nullable String country) {
    if (namesakes.size() == 1) {
      return namesakes.get(0);
    }
    if (number == null) {
      return null;
    }
    List<KnownCarrier> possible =
        Stream.<BiPredicate<KnownCarrier, String>>of(
                (carrier, reading) -> carrier.fit(reading) == Fit.PROVEN,
                (carrier, reading) -> carrier.fit(reading) == Fit.SHAPE_ONLY,
                KnownCarrier::claims)
            .map(test -> thatRead(namesakes, number, test))
            .filter(some -> !some.isEmpty())
            .findFirst()
            .orElse(List.of());
    return onlyOne(possible.size() == 1 ? possible : takingParcelsIn(country, possible));
  }

  private static List<KnownCarrier> thatRead(
      List<KnownCarrier> carriers, TrackingNumber number, BiPredicate<KnownCarrier, String> test) {
    return carriers.stream()
        .filter(carrier -> number.reading(reading -> test.test(carrier, reading)) != null)
        .toList();
  }

  /** All of them where the country is not known. */
  private static List<KnownCarrier> takingParcelsIn(
      @Nullable String country, List<KnownCarrier> carriers) {
    return country == null
        ? carriers
        : carriers.stream().filter(carrier -> carrier.takesParcelsIn(country)).toList();
  }

  private static @Nullable KnownCarrier onlyOne(List<KnownCarrier> carriers) {
    return carriers.size() == 1 ? carriers.get(0) : null;
  }
}
