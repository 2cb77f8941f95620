package dev.tillwright.core.card;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.Track.Kind;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Row D1: a track is readable by permission only, and names its card without giving itself away.
 */
class TrackTest {
  private static final String ONE = "B4111111111111111^DOE/JANE^30121010000000000";
  private static final String TWO = "4111111111111111=30121010000000000";
  private static final SecretAccess TEST = SecretAccess.forPurpose("test");

  @Test
  void reveal_givesTheCharacters_untilItIsClosed() throws Exception {
    Track track = Track.of(Kind.TWO, TWO);
    assertThat(new String(track.reveal(TEST), US_ASCII)).isEqualTo(TWO);
    assertThat(track.kind()).isEqualTo(Kind.TWO);
    byte[] inside = Inside.of(track, "text");
    assertThat(new String(inside, US_ASCII)).isEqualTo(TWO);
    track.close();
    track.close();
    assertThat(inside).containsOnly(0);
    assertThat(track.length()).isEqualTo(34);
    assertThatIllegalStateException().isThrownBy(() -> track.reveal(TEST));
    assertThatIllegalStateException().isThrownBy(track::card);
  }

  @Test
  void print_showsTheTracksNumberOnly() {
    assertThat(Track.of(Kind.ONE, ONE)).hasToString("Track[ONE, hidden]");
  }

  @Test
  void card_ofTracksOneAndTwo_isNamed() {
    for (Track track : List.of(Track.of(Kind.ONE, ONE), Track.of(Kind.TWO, TWO))) {
      try (Card card = track.card().orElseThrow()) {
        assertThat(new String(card.pan().reveal(TEST), US_ASCII)).isEqualTo("4111111111111111");
        assertThat(card.expiry()).isEqualTo(YearMonth.of(2030, 12));
      }
    }
  }

  @Test
  void card_ofATrackThatNamesNone_isEmpty() {
    for (String text :
        List.of(
            "4111111111111112=3012101", // check digit
            "4111111111111111==101", // no expiry
            "4111111111111111=3013101",
            "4111111111111111=301",
            "4111111111111111=",
            "4111111111111111",
            "=3012101")) {
      assertThat(Track.of(Kind.TWO, text).card()).as(text).isEmpty();
    }
    for (String text :
        List.of("A4111111111111111^DOE^3012101", "B4111111111111111^DOE", "B4111111111111111")) {
      assertThat(Track.of(Kind.ONE, text).card()).as(text).isEmpty();
    }
    assertThat(Track.of(Kind.THREE, "014111111111111111=30121").card()).isEmpty();
  }

  @Test
  void of_whatMayNotStandThere_saysWhereAndNeverWhat() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Track.of(Kind.TWO, "4111111111111111^3012"))
        .withMessageEndingWith("position 16");
    for (Kind kind : Kind.values()) {
      for (String bad : List.of("", "4".repeat(105), "4111a111", "4111\u0661", "4111\u007f")) {
        assertThatThrownBy(() -> Track.of(kind, bad))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageNotContaining("4111");
      }
    }
    assertThat(Track.of(Kind.ONE, "B".repeat(76)).length()).isEqualTo(76);
    assertThat(Track.of(Kind.TWO, "4".repeat(37)).length()).isEqualTo(37);
    assertThat(Track.of(Kind.THREE, "4".repeat(104)).length()).isEqualTo(104);
    assertThatIllegalArgumentException().isThrownBy(() -> Track.of(Kind.ONE, "B".repeat(77)));
    assertThatIllegalArgumentException().isThrownBy(() -> Track.of(Kind.TWO, "4".repeat(38)));
    assertThatIllegalArgumentException().isThrownBy(() -> Track.of(Kind.ONE, "b411"));
  }

  @Test
  void equals_comparesKindAndContent_andAWipedTrackEqualsOnlyItself() {
    Track track = Track.of(Kind.TWO, TWO);
    Track same = Track.of(Kind.TWO, TWO);
    assertThat(track).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(TWO);
    assertThat(track).isNotEqualTo(Track.of(Kind.THREE, TWO));
    assertThat(track).isNotEqualTo(Track.of(Kind.TWO, TWO.replace("3012", "3112")));
    same.close();
    assertThat(track).isNotEqualTo(same);
    assertThat(same).isNotEqualTo(track).isEqualTo(same);
  }
}
