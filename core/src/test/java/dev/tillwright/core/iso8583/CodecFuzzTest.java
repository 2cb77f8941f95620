package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code -Dfuzz.seed} runs it again; {@code -Dfuzz.count} runs it longer, the campaign too. */
class CodecFuzzTest {
  private static final int ROUNDS = 400;
  private static final long PART = 1_000_000;
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  @Test
  void mutatedMessages_giveAValueOrATypedError_inBoundedMemory() throws IOException {
    fuzz(100_000);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionMutants_giveAValueOrATypedError_inBoundedMemory() throws IOException {
    fuzz(10_000_000);
  }

  private static void fuzz(long usual) throws IOException {
    long mutants = Long.getLong("fuzz.count", usual);
    System.out.println("iso8583 fuzz: seed " + SEED + ", " + mutants + " mutants");
    CodecFuzz fuzz = new CodecFuzz(SEED, Dialects.all());
    for (long done = 0; done < mutants; done += PART) {
      CodecFuzz.Seen seen = fuzz.run(Math.min(PART, mutants - done));
      System.out.println("iso8583 fuzz: " + seen);
      assertThat(seen.read()).isPositive();
      assertThat(seen.refused()).isPositive();
    }
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
