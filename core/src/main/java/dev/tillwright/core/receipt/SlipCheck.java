package dev.tillwright.core.receipt;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.checkpoint.WitnessFault;
import dev.tillwright.core.checkpoint.WitnessReport;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a slip proves of a shop's books: that they still hold its entry, and everything before it,
 * as they were when the slip was printed. It says nothing of what came after.
 *
 * @param terminal whose journal
 * @param seq the entry of the slip
 * @param stands whether the books agree with it
 * @param message one sentence for people
 */
public record SlipCheck(String terminal, long seq, boolean stands, String message) {
  public SlipCheck {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(message, "message");
  }

  /**
   * Holds a slip against the books. Reads the journal from its first entry.
   *
   * @param printed the place and code as they stand on the slip, {@code "till-01/3/1742
   *     3f2a-91bc-04de-77a1-c0de"}, or what its QR code holds
   * @throws IllegalArgumentException when it is neither
   */
  public static SlipCheck of(Database books, String printed) {
    Witness.Slip slip = Witness.Slip.parse(printed);
    Verification chain = JournalVerifier.verify(books, Optional.of(slip.terminal()));
    long sound = chain.chains().stream().mapToLong(Verification.Chain::headSeq).sum();
    WitnessReport report =
        WitnessCheck.check(books, slip.terminal(), List.of(slip), CheckpointKeys.of());
    Optional<WitnessFault> fault = report.firstFault();
    if (fault.isEmpty() && sound >= slip.seq()) {
      return new SlipCheck(
          slip.terminal(),
          slip.seq(),
          true,
          "the books hold entry "
              + slip.seq()
              + " of "
              + slip.terminal()
              + " and all before it as they were when the slip was printed");
    }
    String message =
        sound < slip.seq()
            ? chain.firstFault().map(it -> it.message()).orElse("")
            : fault.map(WitnessFault::message).orElse("");
    return new SlipCheck(
        slip.terminal(),
        slip.seq(),
        false,
        message.isEmpty() ? fault.map(WitnessFault::message).orElse("no such entry") : message);
  }
}
