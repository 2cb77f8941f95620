package dev.tillwright.core.dispute;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.PastSales;
import dev.tillwright.core.receipt.SaleSearch;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts the evidence of a case together as one file, a zip that {@link EvidenceCheck} verifies with
 * nothing but the file and the public key. {@code docs/disputes.md} lists its members.
 *
 * <p><b>Guarantees.</b> The same case and books give the same bytes. A changed byte of any member
 * is found and named. No card number, and no stroke of a signature unless it was asked for, is in
 * it. The entries of the journal are as they stand, each proven against a signed checkpoint.
 *
 * <p><b>Not promised.</b> What somebody attached is only as true as who attached it.
 */
public final class Evidence {
  /** At most so many earlier sales of the same card. */
  public static final int MAX_PRIOR = 10;

  private final Journal journal;
  private final CheckpointSigner signer;
  private final Duration patience;

  /**
   * Over a journal that {@link CaseBook}, {@link PastSales} and {@link
   * dev.tillwright.core.checkpoint.CheckpointBook} follow.
   *
   * @param signer of the till's checkpoints
   * @param patience how long the views may take
   */
  public Evidence(Journal journal, CheckpointSigner signer, Duration patience) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.signer = Objects.requireNonNull(signer, "signer");
    this.patience = Objects.requireNonNull(patience, "patience");
  }

  /**
   * The bundle.
   *
   * @throws TillwrightException {@code evidence.notSigned} when no checkpoint covers the newest
   *     entry of the case yet; {@code evidence.tooLarge} beyond the bounds
   */
  public byte[] bundle(EvidenceParts parts) {
    CompletedSale sale = parts.facts().sale();
    List<PastSale> prior = prior(parts);
    Set<String> names = new TreeSet<>(Set.of(sale.id().toString(), parts.file().id()));
    sale.tenders().stream().map(TenderLine::payment).filter(Objects::nonNull).forEach(names::add);
    Set<Long> positions = prior.stream().map(PastSale::seq).collect(Collectors.toSet());
    positions.add(parts.facts().entry().seq());
    Slice.Proven proven = new Slice(journal, names, positions).collect(patience);

    SortedMap<String, byte[]> members = new TreeMap<>();
    new EvidenceMembers(parts, proven, prior).put(members);
    byte[] manifest =
        Manifest.of(
                parts.file().id(),
                proven.checkpoint(),
                CheckpointKeys.id(signer.publicKey()),
                members)
            .toBytes();
    members.put(Manifest.NAME, manifest);
    members.put(Manifest.SIGNATURE, Manifest.sign(manifest, signer));
    long bytes = members.values().stream().mapToLong(it -> it.length + 200L).sum();
    if (bytes > EvidenceZip.MAX_BYTES || members.size() > EvidenceZip.MAX_MEMBERS) {
      throw new TillwrightException(
          "evidence.tooLarge", false, "a bundle has at most " + EvidenceZip.MAX_BYTES + " bytes");
    }
    return EvidenceZip.write(members);
  }

  /** Earlier sales with a card of this one that nobody disputed, newest first. */
  private List<PastSale> prior(EvidenceParts parts) {
    long head = journal.headSeq();
    journal.awaitFollower(PastSales.NAME, head, patience);
    journal.awaitFollower(CaseBook.NAME, head, patience);
    Set<Long> seen = new HashSet<>();
    List<PastSale> prior = new ArrayList<>();
    for (TenderLine tender : parts.facts().sale().tenders()) {
      ProtectedCard card = tender.card();
      if (card != null) {
        SaleSearch search =
            SaleSearch.any()
                .card(card.token())
                .beforeEntry(parts.facts().entry().seq())
                .limit(SaleSearch.MAX_PAGE);
        journal.database().read(tx -> undisputed(search, tx)).stream()
            .filter(it -> prior.size() < MAX_PRIOR && seen.add(it.seq()))
            .forEach(prior::add);
      }
    }
    return prior;
  }

  private List<PastSale> undisputed(SaleSearch search, Tx tx) {
    return PastSales.find(journal.terminal(), search, tx).stream()
        .filter(it -> it.kind() == SaleKind.SALE)
        .filter(
            it ->
                CaseBook.ofSale(it.sale(), tx).stream()
                    .noneMatch(file -> file.intake().kind() == CaseKind.DISPUTE))
        .toList();
  }
}
