package dev.tillwright.core.till;

import dev.tillwright.core.access.ActBook;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.SecurityAct;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.central.ShippingState;
import dev.tillwright.core.settings.InForce;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who saw or changed what, and what was refused; and what is too old or too weak. Got from {@link
 * Till#audit}. That it was looked at is an entry too.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class AuditDesk {
  private final Till till;
  private final OperatorSession session;

  AuditDesk(Till till, OperatorSession session) {
    this.till = till;
    this.session = session;
  }

  /**
   * What was done, oldest first, at most {@value ActBook#MAX_ACTS}; needs {@link Permission#AUDIT}.
   *
   * @param who by whom; empty for all
   * @param afterSeq the last of the page before; 0 for the first page
   */
  public List<SecurityAct> acts(Instant from, Instant to, String who, long afterSeq) {
    return find("acts", from, to, who, false, afterSeq);
  }

  /** Of it what was refused, asked more for, or is to be looked at. */
  public List<SecurityAct> refused(Instant from, Instant to, String who, long afterSeq) {
    return find("refused acts", from, to, who, true, afterSeq);
  }

  private List<SecurityAct> find(
      String what, Instant from, Instant to, String who, boolean refused, long afterSeq) {
    till.require(session, Permission.AUDIT);
    Exports.seen(till, session, what);
    return page(from, to, who, refused, afterSeq);
  }

  private List<SecurityAct> page(
      Instant from, Instant to, String who, boolean refused, long afterSeq) {
    return till.opened()
        .books()
        .read(ActBook.NAME, tx -> ActBook.find(tx, from, to, who, refused, afterSeq));
  }

  /**
   * Writes the same as CSV (RFC 4180), to be carried out: all of it up to this call, a page in
   * memory at a time; needs {@link Permission#EXPORT} besides.
   *
   * @param out is not closed
   * @return how many acts
   * @throws IOException what {@code out} throws; that it was begun is recorded all the same
   */
  public long export(Instant from, Instant to, String who, Writer out) throws IOException {
    till.require(session, Permission.AUDIT);
    Exports.out(till, session, "acts");
    long head = till.journal().headSeq(); // what is done meanwhile is for the next one
    out.write("terminal,epoch,seq,at,kind,who,about,refusal\r\n");
    long written = 0;
    List<SecurityAct> page = page(from, to, who, false, 0);
    while (!page.isEmpty()) {
      for (SecurityAct act : page) {
        if (act.seq() > head) {
          return written;
        }
        out.write(line(act));
        written++;
      }
      page = page(from, to, who, false, page.get(page.size() - 1).seq());
    }
    return written;
  }

  private static String line(SecurityAct act) {
    StringBuilder line = new StringBuilder();
    line.append(act.terminal()).append(',').append(act.epoch()).append(',').append(act.seq());
    for (String cell :
        List.of(act.at().toString(), act.kind(), act.who(), act.about(), act.refusal())) {
      line.append(',').append(quoted(cell));
    }
    return line.append("\r\n").toString();
  }

  /** A spreadsheet takes what begins with these for a formula. */
  private static String quoted(String cell) {
    boolean formula = !cell.isEmpty() && "=+-@\t".indexOf(cell.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
  }

  /**
   * The audit: keys that are or soon will be too old or used up, idle operators, weak settings,
   * entries that are not shipped, old versions, each with what to do; needs {@link
   * Permission#DIAGNOSE}. Of a till that is closed: {@link BooksAudit}.
   */
  public List<Weakness> audit(AuditRules rules) {
    till.require(session, Permission.DIAGNOSE);
    Exports.seen(till, session, "audit");
    List<Weakness> found = new ArrayList<>(till.access().weaknesses(session, rules));
    ShippingState state = till.shipping().orElse(null);
    if (state != null && state.unshipped() > rules.unshipped()) {
      found.add(BooksAudit.unshipped(state.unshipped()));
    }
    if (till.opened().notary() == null) {
      found.add(BooksAudit.unsigned());
    }
    versions(rules, found);
    return found;
  }

  private void versions(AuditRules rules, List<Weakness> found) {
    Map<String, String> running =
        till.safekeeping().inForce().stream()
            .filter(it -> it.settings().area().equals("versions"))
            .map(InForce::settings)
            .findFirst()
            .map(it -> Map.copyOf(it.values()))
            .orElse(Map.of());
    BooksAudit.versions(running, rules, found);
  }

  /** Number by number; what is not numbers is older than anything. */
  static boolean isOlder(String version, String least) {
    long[] here = numbers(version);
    long[] there = numbers(least);
    for (int i = 0; i < there.length; i++) {
      long is = i < here.length ? here[i] : 0;
      if (is != there[i]) {
        return is < there[i];
      }
    }
    return false;
  }

  private static long[] numbers(String version) {
    String plain = version.replaceFirst("[^0-9.].*", "");
    return plain.isEmpty()
        ? new long[0]
        : java.util.Arrays.stream(plain.split("\\."))
            .filter(it -> !it.isEmpty() && it.length() < 10)
            .mapToLong(Long::parseLong)
            .toArray();
  }
}
