package dev.tillwright.examples.conformance;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.device.msr.CardholderName;
import dev.tillwright.device.msr.Swipe;
import dev.tillwright.device.msr.Track;
import dev.tillwright.device.msr.TrackFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code magstripe.json}: what readers send when a card is swiped. */
final class MagstripeVectors implements VectorKind {
  private static final SecretAccess ACCESS = SecretAccess.forPurpose("conformance");

  @Override
  public String name() {
    return "magstripe";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("rows")
        && file.rows("rows").stream().anyMatch(row -> row.has("raw") && row.has("expect"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("rows").forEach(row -> report.check(row, () -> check(row)));
  }

  private static void check(Row row) {
    String raw = row.text("raw");
    Expectation expect = row.expect();
    if (expect.has("error")) {
      expect.has("track");
      expect.end();
      Row.refused(TrackFormatException.class, () -> Swipe.parse(raw).close());
      return;
    }
    try (Swipe swipe = Swipe.parse(raw)) {
      int wanted = expect.has("track") ? Math.toIntExact(expect.number("track")) : 0;
      if (wanted != 0 && !tracks(swipe).contains(String.valueOf(wanted))) {
        throw RowFailure.differs("track");
      }
      expect.set("tracks", () -> tracks(swipe));
      Optional<Track> track =
          wanted == 0 ? swipe.track(2).or(() -> swipe.track(1)) : swipe.track(wanted);
      compare(expect, track);
      expect.end();
    }
  }

  private static List<String> tracks(Swipe swipe) {
    return IntStream.rangeClosed(1, 3)
        .filter(each -> each == 3 ? swipe.hasTrack3() : swipe.track(each).isPresent())
        .mapToObj(String::valueOf)
        .toList();
  }

  private static void compare(Expectation expect, Optional<Track> track) {
    Optional<CardholderName> holder = track.flatMap(each -> each.holder(ACCESS));
    expect
        .text(
            "format", () -> track.filter(each -> each.number() == 1).map(each -> "B").orElse(null))
        .text("pan", () -> text(track.map(each -> each.panDigits(ACCESS))))
        .truth("luhn", () -> track.map(Track::luhnValid).orElse(false))
        .text("surname", () -> holder.map(CardholderName::surname).orElse(null))
        .text("given", () -> holder.map(CardholderName::given).orElse(null))
        .text("title", () -> holder.map(CardholderName::title).orElse(null))
        .text("expiry", () -> expiry(track))
        .text("service", () -> track.flatMap(Track::serviceCode).orElse(null))
        .text("discretionary", () -> text(track.map(each -> each.discretionary(ACCESS))));
  }

  private static @Nullable String text(Optional<char[]> characters) {
    return characters.map(String::new).orElse(null);
  }

  private static @Nullable String expiry(Optional<Track> track) {
    return track
        .flatMap(Track::expiry)
        .map(
            month ->
                String.format(
                    Locale.ROOT, "%02d%02d", month.getYear() % 100, month.getMonthValue()))
        .orElse(null);
  }
}
