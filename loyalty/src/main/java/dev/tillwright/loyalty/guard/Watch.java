package dev.tillwright.loyalty.guard;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;

/** Judges what one entry tells, and remembers it. */
final class Watch {
  private final Entry entry;
  private final Tx tx;
  private final StoredHistory history;
  private int part;

  Watch(Entry entry, Tx tx) {
    this.entry = entry;
    this.tx = tx;
    this.history = new StoredHistory(tx);
  }

  void completed(CompletedSale sale) {
    if (!tx.insertIfAbsent("insert into guard_seen (sale) values (?)", sale.id().toString())) {
      return;
    }
    for (CompletedSale each : sale.parts()) {
      if (each.kind() == SaleKind.SALE) {
        sold(each);
      } else if (each.kind() != SaleKind.VOID && each.origin() != null) {
        cameBack(each, each.origin());
      }
    }
  }

  private void sold(CompletedSale sale) {
    String member = sale.member();
    if (member == null) {
      return;
    }
    String id = sale.id().toString();
    long burned = sale.tenders().stream().filter(Watch::points).mapToLong(TenderLine::points).sum();
    if (burned > 0) {
      seen(Activity.burn(member, entry.at(), entry.terminal(), burned, id), program(sale));
    }
    if (sale.points().points() > 0) {
      seen(
          Activity.accrual(
              member,
              entry.at(),
              entry.terminal(),
              sale.operator(),
              sale.total().minor(),
              sale.points().points(),
              id),
          program(sale),
          asked(sale));
    }
  }

  /** What the program's own rules want a person to look at. */
  private static List<Finding> asked(CompletedSale sale) {
    return sale.points().reviews().stream()
        .map(reason -> new Finding(reason, "a rule of the program asks for it"))
        .toList();
  }

  private static boolean points(TenderLine tender) {
    return tender.kind() == TenderKind.POINTS;
  }

  private static String program(CompletedSale sale) {
    String named = sale.points().program();
    int slash = named.lastIndexOf('/');
    return slash < 0 ? named : named.substring(0, slash);
  }

  private void cameBack(CompletedSale back, SaleId origin) {
    String sale = origin.toString();
    history
        .buyer(sale)
        .ifPresent(
            member -> seen(Activity.refund(member, entry.at(), back.total().minor(), sale), ""));
  }

  /** Judges by what was before, then remembers. */
  void seen(Activity activity, String program) {
    seen(activity, program, List.of());
  }

  private void seen(Activity activity, String program, List<Finding> asked) {
    int place = part++;
    Verdict verdict =
        tx.first("select json from guard_rules where id = 1", row -> row.text(1))
            .map(json -> GuardRules.parse(json).judge(activity, history))
            .orElseGet(Verdict.Clear::new);
    tx.update(
        "insert into guard_activity (terminal, seq, part, kind, member, at_ms, operator, minor,"
            + " points, sale) values (?,?,?,?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        place,
        activity.kind().name(),
        activity.member(),
        activity.at().toEpochMilli(),
        activity.operator(),
        activity.minor(),
        activity.points(),
        activity.sale());
    List<Finding> findings = new ArrayList<>(verdict.findings());
    findings.addAll(asked);
    if (!findings.isEmpty()) {
      open(activity, program, place, verdict, findings);
    }
  }

  private void open(
      Activity activity, String program, int place, Verdict verdict, List<Finding> findings) {
    // A sale may come back in parts, each a case of its own, so the entry names the case.
    String id = entry.terminal() + "." + entry.seq() + "." + place + "/" + activity.kind().name();
    Signal.Then then = verdict instanceof Verdict.Refused ? Signal.Then.REFUSE : Signal.Then.REVIEW;
    tx.update(
        "insert into guard_case (id, terminal, seq, part, program, outcome, state, held_by, held,"
            + " decided_by, reason) values (?,?,?,?,?,?,'OPEN','',0,'','')",
        id,
        entry.terminal(),
        entry.seq(),
        place,
        program,
        then.name());
    for (int i = 0; i < findings.size(); i++) {
      tx.update(
          "insert into guard_finding (id, part, signal, reason) values (?,?,?,?)",
          id,
          i,
          findings.get(i).signal(),
          findings.get(i).reason());
    }
  }
}
