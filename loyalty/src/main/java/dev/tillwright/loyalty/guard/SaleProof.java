package dev.tillwright.loyalty.guard;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.sale.CompletedSale;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * No points without a journal entry that proves them: a claim counts only when the journal it names
 * holds, at the position and with the hash it names, that very sale of that member with that many
 * points. The chain of hashes makes an entry that was put in later show.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public final class SaleProof {
  /** The id under which a forged sale is found. */
  public static final String SIGNAL = "forged";

  private final Map<String, Journal> journals;

  private SaleProof(Map<String, Journal> journals) {
    this.journals = journals;
  }

  /** Looks into these journals. */
  public static SaleProof over(Journal... journals) {
    return new SaleProof(
        Arrays.stream(journals)
            .collect(Collectors.toUnmodifiableMap(Journal::terminal, Function.identity())));
  }

  /**
   * Clear when it is proven, refused with the reason when not.
   *
   * @throws dev.tillwright.core.TillwrightException {@code journal.broken} when the entry at that
   *     position was changed, or a {@code store.} code
   */
  public Verdict judge(AccrualClaim claim) {
    Optional<Entry> found =
        Optional.ofNullable(journals.get(claim.terminal()))
            .flatMap(journal -> journal.entry(claim.seq()));
    return found
        .map(entry -> against(claim, entry))
        .orElse(Optional.of("no journal holds that entry"))
        .<Verdict>map(why -> new Verdict.Refused(List.of(new Finding(SIGNAL, why))))
        .orElseGet(Verdict.Clear::new);
  }

  private static Optional<String> against(AccrualClaim claim, Entry entry) {
    if (!entry.hash().equals(claim.hash())) {
      return Optional.of("the entry has another hash");
    }
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return Optional.of("the entry is of no sale");
    }
    CompletedSale sale = CompletedSale.read(entry);
    if (!sale.id().equals(claim.sale()) || sale.kind().isReturn()) {
      return Optional.of("the entry is of another sale");
    }
    if (!claim.member().equals(sale.member())) {
      return Optional.of("another member bought, or nobody known");
    }
    return sale.points().points() == claim.points()
        ? Optional.empty()
        : Optional.of("the sale earned another number of points");
  }
}
