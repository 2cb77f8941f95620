package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@code -Dfuzz.count} and {@code -Dfuzz.seed} run it longer, or again. */
class CodecFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz.count", 100_000);
  private static final int ROUNDS = 400;
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  @Test
  void mutatedMessages_giveAValueOrATypedError_inBoundedMemory() throws IOException {
    System.out.println("iso8583 fuzz: seed " + SEED + ", " + MUTANTS + " mutants");

    CodecFuzz.Seen seen = new CodecFuzz(SEED, Dialects.all()).run(MUTANTS);

    System.out.println("iso8583 fuzz: " + seen);
    assertThat(seen.read()).isPositive();
    assertThat(seen.refused()).isPositive();
  }

  @Test
  void randomMessages_comeBackInEveryDialect() {
    System.out.println("iso8583 round trips: seed " + SEED + ", " + ROUNDS + " a dialect");
    RandomMessages messages = new RandomMessages(new SplittableRandom(SEED));
    for (MessageSpec spec : Dialects.all()) {
      for (int i = 0; i < ROUNDS; i++) {
        IsoMessage message = messages.next(spec, 12);
        byte[] packed = spec.pack(message);
        assertThat(spec.unpack(packed)).as("%s %d %s", spec, i, message).isEqualTo(message);
        assertThat(spec.pack(spec.unpack(packed))).as("%s %d", spec, i).isEqualTo(packed);
      }
    }
  }
}
