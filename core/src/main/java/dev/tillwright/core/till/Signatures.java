package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signed;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signatures: sealed, bound to the entry of their sale, and read back for its receipt. */
final class Signatures {
  private final Books books;
  private final @Nullable Sealer sealer;
  private final @Nullable SignatureSource pad;
  private final Duration deadline;

  Signatures(
      Books books, @Nullable Sealer sealer, @Nullable SignatureSource pad, Duration deadline) {
    this.books = books;
    this.sealer = sealer;
    this.pad = pad;
    this.deadline = deadline;
  }

  /** Whom the signature of a sale is about, to be shredded. */
  static Subject subject(SaleId sale) {
    return Subject.of("sale/" + sale);
  }

  Signing ask(String operator, SaleId sale, ReceiptDocument slip) {
    SignatureSource source = pad;
    if (source == null) {
      throw new RefusedException("signature.noPad", "no signature pad is set up");
    }
    need();
    if (signedAt(sale).isPresent()) {
      return Signing.ALREADY_SIGNED;
    }
    return source
        .sign(slip, deadline)
        .map(signature -> keep(operator, sale, signature))
        .orElse(Signing.NOT_SIGNED);
  }

  synchronized Signing keep(String operator, SaleId sale, Signature signature) {
    Sealer seal = need();
    Entry entry =
        books
            .finished(sale)
            .orElseThrow(
                () -> new RefusedException("sale.unknown", "this till finished no such sale"))
            .entry();
    if (signedAt(sale).isPresent()) {
      return Signing.ALREADY_SIGNED;
    }
    byte[] plain = signature.bytes();
    try {
      String sealed =
          Base64.getEncoder().encodeToString(seal.seal(subject(sale), plain, context(entry)));
      String bound = Signature.bound(entry.hash(), plain);
      books.append(
          List.of(
              new SignatureEntry(sale, operator, entry.seq(), entry.hash(), bound, sealed)
                  .draft()));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
    return Signing.SIGNED;
  }

  /**
   * Keeps a signature that lets a paused sale go on, sealed; entry {@code sale.verificationSigned}:
   * {@code sale, operator, sealed}.
   */
  void keepForVerification(Ticket ticket, Signature signature) {
    Sealer seal = need();
    byte[] plain = signature.bytes();
    try {
      SaleId sale = ticket.id();
      byte[] sealed = seal.seal(subject(sale), plain, "verification/" + sale);
      books.append(
          List.of(
              new Draft(
                  "sale.verificationSigned",
                  JsonOut.object(
                      out ->
                          out.put("sale", sale.toString())
                              .put("operator", ticket.session().operator().id())
                              .put("sealed", Base64.getEncoder().encodeToString(sealed))))));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * What the customer of a sale signed.
   *
   * @throws TillwrightException {@code signature.wrong} when what is kept does not belong to this
   *     sale
   */
  Signed of(SaleId sale, Entry finished) {
    Optional<Long> at = signedAt(sale);
    if (at.isEmpty()) {
      return Signed.NOT;
    }
    Sealer seal = sealer;
    if (seal == null) {
      return Signed.ERASED; // without the sealer nobody can read it
    }
    SignatureEntry kept = SignatureEntry.read(books.entry(at.get()));
    Optional<byte[]> opened =
        seal.open(subject(sale), Base64.getDecoder().decode(kept.sealed()), context(finished));
    if (opened.isEmpty()) {
      return Signed.ERASED;
    }
    byte[] plain = opened.get();
    try {
      boolean here =
          kept.sale().equals(sale)
              && kept.entryHash().equals(finished.hash())
              && kept.bound().equals(Signature.bound(finished.hash(), plain));
      if (!here) {
        throw new TillwrightException(
            "signature.wrong", false, "the signature kept for this sale is not of this sale");
      }
      return Signed.with(Signature.parse(plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Sealer need() {
    Sealer seal = sealer;
    if (seal == null) {
      throw new RefusedException(
          "signature.noSealer", "signatures are kept sealed only, and no sealer is set up");
    }
    return seal;
  }

  private Optional<Long> signedAt(SaleId sale) {
    return books.read(SignatureBook.NAME, tx -> SignatureBook.signedAt(sale, tx));
  }

  private static String context(Entry entry) {
    return "signature/" + entry.terminal() + "/" + entry.epoch() + "/" + entry.seq();
  }
}
