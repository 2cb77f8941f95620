package dev.tillwright.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.host.HostRequest.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final Behaviour USUAL = Behaviour.usual();
  private static final Behaviour DROP = Behaviour.fault(Fault.DROP_REPLY);
  private static final Behaviour NO = Behaviour.decline("05");

  private static HostRequest request(Kind kind, long minor) {
    return new HostRequest(kind, "till-01/1/1", "", minor, "826", false, false, false, false);
  }

  @Test
  void firstRuleThatFits_decides_untilItIsUsedUp() {
    Script script =
        Script.builder().times(2, Kind.REVERSAL, DROP).on(it -> it.minor() > 1_000, NO).build();

    assertThat(script.apply(request(Kind.REVERSAL, 5_000))).isEqualTo(DROP);
    assertThat(script.apply(request(Kind.PURCHASE, 5_000))).isEqualTo(NO);
    assertThat(script.apply(request(Kind.PURCHASE, 1_000))).isEqualTo(USUAL);
    assertThat(script.apply(request(Kind.REVERSAL, 5_000))).isEqualTo(DROP);
    assertThat(script.apply(request(Kind.REVERSAL, 5_000))).isEqualTo(NO);
  }

  @Test
  void scriptsOfOneBuilder_countApart() {
    Script.Builder once = Script.builder().times(1, Kind.PURCHASE, NO);
    Script one = once.build();

    assertThat(one.apply(request(Kind.PURCHASE, 1))).isEqualTo(NO);
    assertThat(one.apply(request(Kind.PURCHASE, 1))).isEqualTo(USUAL);
    assertThat(once.build().apply(request(Kind.PURCHASE, 1))).isEqualTo(NO);
  }

  @Test
  void chance_isTheSameForTheSameSeed_andAsOftenAsSaid() {
    long seed = System.nanoTime();
    System.out.println("scripts by chance: seed " + seed);

    assertThat(play(seed, 300)).isEqualTo(play(seed, 300));
    assertThat(play(seed, 0)).containsOnly(USUAL);
    assertThat(play(seed, 1_000)).doesNotContain(USUAL).contains(NO, DROP);
    long faults = play(seed, 300).stream().filter(it -> !it.equals(USUAL)).count();
    assertThat(faults).isBetween(2_700L, 3_300L); // ten thousand draws: six deviations
  }

  private static List<Behaviour> play(long seed, int perMille) {
    Script script = Script.random(seed, perMille, List.of(DROP, NO));
    List<Behaviour> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      all.add(script.apply(request(Kind.PURCHASE, i)));
    }
    return all;
  }

  @Test
  void rulesThatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> Script.builder().times(0, Kind.VOID, NO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Script.random(1, 1_001, List.of(NO)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Script.random(1, 10, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void kindsThatMoveMoney_areThoseWithAmountsOfTheirOwn() {
    assertThat(Kind.values())
        .filteredOn(Kind::moves)
        .containsExactly(
            Kind.PURCHASE, Kind.AUTHORIZATION, Kind.CAPTURE, Kind.INCREMENT, Kind.REFUND);
  }
}
