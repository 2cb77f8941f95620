package dev.tillwright.device.msr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.device.Vectors;
import java.time.YearMonth;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SwipeTest {
  private static final SecretAccess TEST = SecretAccess.forPurpose("test");

  @Test
  void everyVector_readsAsItSays() throws Exception {
    int checked = 0;
    for (JsonNode row : Vectors.rows("magstripe.json")) {
      check(row.get("name").asText(), row.get("raw").asText(), row.get("expect"));
      checked++;
    }
    System.out.println("magstripe.json: " + checked + " rows checked");
  }

  private static void check(String name, String raw, JsonNode expect) {
    if (expect.has("error")) {
      assertThatThrownBy(() -> Swipe.parse(raw)).as(name).isInstanceOf(TrackFormatException.class);
      return;
    }
    try (Swipe swipe = Swipe.parse(raw)) {
      int number = expect.has("track") ? expect.get("track").asInt() : 2;
      if (number == 3) {
        assertThat(swipe.hasTrack3()).as(name).isTrue();
        assertThat(swipe.track(2)).as(name).isEmpty();
        return;
      }
      if (expect.has("tracks")) {
        expect.get("tracks").forEach(t -> assertThat(swipe.track(t.asInt())).isPresent());
      }
      Track track = swipe.track(number).orElseThrow();
      assertThat(new String(track.panDigits(TEST))).isEqualTo(expect.get("pan").asText());
      assertThat(track.luhnValid()).as(name).isEqualTo(expect.get("luhn").asBoolean());
      if (expect.has("expiry")) {
        assertThat(track.expiry().map(SwipeTest::yymm).orElse(null))
            .as(name)
            .isEqualTo(expect.get("expiry").isNull() ? null : expect.get("expiry").asText());
      }
      if (expect.has("service")) {
        assertThat(track.serviceCode()).contains(expect.get("service").asText());
      }
      if (expect.has("surname")) {
        CardholderName holder = track.holder(TEST).orElseThrow();
        assertThat(holder.surname()).isEqualTo(expect.get("surname").asText());
        assertThat(holder.given()).isEqualTo(expect.get("given").asText());
        assertThat(holder.title())
            .isEqualTo(expect.has("title") ? expect.get("title").asText() : "");
      }
      if (expect.has("discretionary")) {
        assertThat(new String(track.discretionary(TEST)))
            .isEqualTo(expect.get("discretionary").asText());
      }
    }
  }

  private static String yymm(YearMonth month) {
    return String.format("%02d%02d", month.getYear() % 100, month.getMonthValue());
  }

  @Test
  void aTrack_printsNoData_andIsWiped() {
    Swipe swipe = Swipe.parse("%B4111111111111111^DOE/JOHN^3012201123?");
    Track track = swipe.track(1).orElseThrow();
    assertThat(swipe + "" + track + track.holder(TEST)).doesNotContain("4111", "DOE", "JOHN");
    assertThat(track.hasChip()).isTrue();
    swipe.close();
    assertThat(new String(track.panDigits(TEST))).isEqualTo("0".repeat(16));
    assertThat(new String(track.discretionary(TEST))).isEqualTo("000");
  }

  @Test
  void anError_namesTrackAndPosition_neverData() {
    assertThatThrownBy(() -> Swipe.parse(";4111111111111111=3013201?"))
        .isInstanceOfSatisfying(
            TrackFormatException.class,
            e -> {
              assertThat(e.track()).isEqualTo(2);
              assertThat(e.position()).isEqualTo(22);
              assertThat(e.getMessage()).doesNotContain("4111");
            });
  }

  @Test
  void theCheckCharacter_sumsAllNibblesToZero() {
    // Worked by hand: the exclusive or of ; 1 = 2 ? is B^1^D^2^F = A, which is the character ':'.
    assertThat(Lrc.of(";1=2?")).isEqualTo(':');
    String track = ";4111111111111111=30122010000000000?";
    int sum = Lrc.of(track) & 0x0F;
    for (int i = 0; i < track.length(); i++) {
      sum ^= track.charAt(i) & 0x0F;
    }
    assertThat(sum).isZero();
    // Track 1 has characters of six bits above the space.
    assertThat(Lrc.of("%A?")).isEqualTo((char) (0x20 + (0x05 ^ 0x21 ^ 0x1F)));
  }

  @Test
  void anyText_isReadOrRefusedWithATypedError() {
    fuzz(100_000);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionTexts_areReadOrRefusedWithATypedError() {
    fuzz(10_000_000);
  }

  private static void fuzz(long usual) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long texts = Long.getLong("fuzz.count", usual);
    System.out.println("track fuzz: seed " + seed + ", " + texts + " texts");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String set = "%;+?=^B/.0123456789 AZ\u00e9";
    int read = 0;
    for (long i = 0; i < texts; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? ";4111111111111111=" : "");
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        text.append(set.charAt(random.nextInt(set.length())));
      }
      try (Swipe swipe = Swipe.parse(text)) {
        assertThat(swipe.track(1).or(() -> swipe.track(2)).isPresent() || swipe.hasTrack3())
            .isTrue();
        read++;
      } catch (TrackFormatException e) {
        assertThat(e.position()).as("seed " + seed).isBetween(0, text.length());
      }
    }
    assertThat(read).as("seed " + seed).isPositive();
  }

  @Test
  void tooLong_twiceTheSame_andAbsentServiceCode() {
    assertThatThrownBy(() -> Swipe.parse("1".repeat(300))).isInstanceOf(TrackFormatException.class);
    assertThatThrownBy(() -> Swipe.parse(";1=2012101?;1=2012101?"))
        .isInstanceOf(TrackFormatException.class)
        .hasMessageContaining("twice");
    try (Swipe swipe = Swipe.parse(";4111111111111111=3012=77?")) {
      assertThat(swipe.track(2).orElseThrow().serviceCode()).isEqualTo(Optional.empty());
      assertThat(swipe.track(2).orElseThrow().hasChip()).isFalse();
    }
  }
}
