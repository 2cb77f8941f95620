package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.dispute.CaseIntake;
import dev.tillwright.core.dispute.CaseKind;
import dev.tillwright.core.dispute.CaseState;
import dev.tillwright.core.dispute.Cases;
import dev.tillwright.core.dispute.Evidence;
import dev.tillwright.core.dispute.EvidenceParts;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.SaleId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Disputes, complaints and after-sales cases of this till's sales, as one operator handles them.
 * Got from {@link Till#cases}. All of it needs {@link Permission#HANDLE_CASES}.
 *
 * <p>A payment that the host's settlement shows stands as disputed while its dispute is open, and
 * as won (by a withdrawal too) or lost after that; complaints leave payments alone.
 *
 * <p><b>Threads.</b> Any number; one changes at a time.
 */
public final class CaseDesk {
  private final Till till;
  private final Cases cases;
  private final OperatorSession session;

  CaseDesk(Till till, Cases cases, OperatorSession session) {
    this.till = till;
    this.cases = cases;
    this.session = session;
  }

  private String operator() {
    till.require(session, Permission.HANDLE_CASES);
    return session.operator().id();
  }

  /**
   * Takes a case in; one that came in before with its kind and reference is given back.
   *
   * @throws RefusedException when this till finished no such sale
   */
  public CaseFile open(CaseIntake intake) {
    String operator = operator();
    till.opened().books().finishedOrRefused(intake.sale());
    CaseFile file = cases.open(operator, intake);
    PaymentKey payment = file.intake().payment();
    if (payment != null && isDispute(file) && !file.state().closed()) {
      payments().disputed(payment, file.id());
    }
    return file;
  }

  /**
   * Moves it. What a crash cut short is finished by the same call again.
   *
   * @throws IllegalStateException when that may not follow
   */
  public CaseFile move(String id, CaseState next, String note) {
    String operator = operator();
    CaseFile file =
        cases
            .find(id)
            .filter(it -> it.state() == next && isCutShort(it))
            .orElseGet(() -> cases.move(operator, id, next, note));
    PaymentKey payment = file.intake().payment();
    if (payment != null && isDispute(file)) {
      boolean lost = next == CaseState.LOST || next == CaseState.ACCEPTED;
      if (lost || !next.closed()) {
        // A second round; or the host settled it after the case came in.
        payments().disputed(payment, file.id());
      }
      if (next.closed()) {
        payments().disputeEnded(payment, !lost);
      }
    }
    return file;
  }

  /** A crash came between the entry of the case and that of its payment. */
  private boolean isCutShort(CaseFile file) {
    PaymentKey payment = file.intake().payment();
    return payment != null
        && isDispute(file)
        && file.state().closed()
        && payments().find(payment).filter(it -> it.state() == AttemptState.DISPUTED).isPresent();
  }

  private static boolean isDispute(CaseFile file) {
    return file.intake().kind() == CaseKind.DISPUTE;
  }

  private Payments payments() {
    return till.opened().payments();
  }

  /** Sets another time for the answer. */
  public CaseFile due(String id, Instant deadline, String note) {
    return cases.due(operator(), id, deadline, note);
  }

  /** Writes down what was said, found or done; never a card number. */
  public CaseFile note(String id, String note) {
    return cases.note(operator(), id, note);
  }

  /** One case. */
  public Optional<CaseFile> find(String id) {
    operator();
    return cases.find(id);
  }

  /** The cases about a sale, oldest first. */
  public List<CaseFile> ofSale(SaleId sale) {
    operator();
    return cases.ofSale(sale);
  }

  /** The cases that are not closed and due before a time, the most urgent first. */
  public List<CaseFile> dueBefore(Instant end) {
    operator();
    return cases.dueBefore(end);
  }

  /** Everything that happened to a case, in order. */
  public List<Entry> timeline(String id) {
    operator();
    return cases.timeline(id);
  }

  /**
   * Raises alarms for answers that are due or due soon, and clears those whose cause is gone.
   *
   * @param ahead how long before its deadline a case is due soon
   */
  public void watch(Duration ahead) {
    operator();
    cases.watch(till.monitor(), ahead);
  }

  /**
   * The evidence of a case, as a zip that a third party verifies with the public key alone; needs
   * {@link Permission#EXPORT}. The journal's head is signed first, and the bundle's hash is in the
   * journal before it is answered.
   *
   * @param more adds attachments, device health, or the signature in clear
   * @throws RefusedException without {@link TillBuilder#checkpoints}
   * @throws dev.tillwright.core.TillwrightException when the key or the journal fails
   */
  public byte[] evidence(String id, UnaryOperator<EvidenceParts> more) {
    till.require(session, Permission.EXPORT);
    String operator = operator();
    CaseFile file =
        cases
            .find(id)
            .orElseThrow(() -> new RefusedException("case.unknown", "there is no such case"));
    Notary notary = till.opened().notary();
    if (notary == null) {
      throw new RefusedException(
          "evidence.noSigner", "evidence is signed, and no signer is set up");
    }
    var unused = notary.sign(); // what covers the case may be older
    EvidenceParts parts = more.apply(till.opened().desk().evidence(file));
    Duration patience = till.opened().books().patience();
    byte[] bundle = new Evidence(till.journal(), notary.signer(), patience).bundle(parts);
    cases.exported(operator, id, hash(bundle), parts.clearSignature());
    return bundle;
  }

  private static String hash(byte[] bundle) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bundle));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
