package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The fuzz of {@link CodecFuzzTest}, for long: ten million mutants, or {@code -Dfuzz.count}. Its
 * name keeps it out of {@code mvn verify}.
 */
@Tag("campaign-fuzz")
class CodecFuzzCampaign {
  private static final long MUTANTS = Long.getLong("fuzz.count", 10_000_000);
  private static final long PART = 1_000_000;
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  @Test
  void mutatedMessages_giveAValueOrATypedError_inBoundedMemory() throws IOException {
    System.out.println("iso8583 fuzz campaign: seed " + SEED + ", " + MUTANTS + " mutants");
    CodecFuzz fuzz = new CodecFuzz(SEED, Dialects.all());
    long read = 0;
    for (long done = 0; done < MUTANTS; done += PART) {
      CodecFuzz.Seen seen = fuzz.run(Math.min(PART, MUTANTS - done));
      read += seen.read();
      System.out.println("iso8583 fuzz campaign: " + (done + PART) + " done, " + seen);
    }
    assertThat(read).isPositive();
  }
}
