package dev.tillwright.examples.award;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.loyalty.engine.Award;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.guard.Finding;
import dev.tillwright.loyalty.guard.Verdict;
import dev.tillwright.loyalty.ledger.Balance;
import dev.tillwright.loyalty.program.Program;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one element, as a line of JSON. */
final class Played {
  private final Ticket ticket;
  private final Program program;
  private final LedgerBooks books;
  private final List<String> explanation = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private PointsQuote quote = PointsQuote.NOTHING;
  private List<PointsQuote.Grant> grants = List.of();
  private @Nullable Shopper member;
  private String status = "DONE";
  private long points;
  private long burned;

  Played(Ticket ticket, Program program, LedgerBooks books) {
    this.ticket = ticket;
    this.program = program;
    this.books = books;
    this.member = ticket.member();
  }

  Played award(PointsQuote given, Award award) {
    quote = given;
    points = given.points();
    grants = award.grants();
    given.reasons().forEach(reason -> explanation.add(reason.text()));
    if (member == null) {
      explanation.add("no member, no points");
    } else if (explanation.isEmpty()) {
      explanation.add("no rule gave points");
    }
    return this;
  }

  Played burned(long count) {
    burned = count;
    if (count > 0) {
      explanation.add("paid with " + count + " points");
    }
    return this;
  }

  Played repeated() {
    status = "REPEATED";
    explanation.add("this was reported before: nothing changes");
    return this;
  }

  Played findings(Verdict verdict, List<String> reviews) {
    findings.addAll(verdict.findings());
    reviews.forEach(
        reason -> findings.add(new Finding(reason, "a rule of the program asks for it")));
    if (verdict instanceof Verdict.Refused) {
      status = "REFUSED";
      explanation.clear();
    } else if (!findings.isEmpty()) {
      status = "REVIEW";
    }
    findings.forEach(finding -> explanation.add(finding.signal() + ": " + finding.reason()));
    return this;
  }

  Played member(@Nullable Shopper of) {
    member = of;
    return this;
  }

  Played clawedBack(String of, long clawed, long given) {
    points = -clawed;
    burned = -given;
    explanation.add(
        clawed == 0
            ? "nothing is taken back of what sale " + of + " earned"
            : clawed + " points are taken back of what sale " + of + " earned");
    if (given > 0) {
      explanation.add(given + " points that paid for it come back");
    }
    return this;
  }

  Played held(boolean done) {
    status = done ? "DONE" : "REFUSED";
    explanation.add(done ? "done" : "refused: there are not so many points, or the hold has ended");
    return this;
  }

  String json() {
    return JsonOut.object(
        out -> {
          out.put("id", ticket.id())
              .put("kind", ticket.kind().name())
              .put("at", ticket.at().toString())
              .put("member", member == null ? null : member.id())
              .put("points", points)
              .put("status", status)
              .putTexts("explanation", explanation);
          if (quote.points() > 0 || !quote.reasons().isEmpty()) {
            out.put("program", quote.program())
                .put("digest", quote.digest())
                .putAll("reasons", quote.reasons(), Played::reason)
                .putAll(
                    "shares",
                    quote.shares(),
                    (to, share) -> to.put("line", share.line()).put("points", share.points()));
          } else {
            out.put("program", program.name()).put("digest", program.digest());
          }
          if (burned != 0) {
            out.put("pointsUsed", burned);
          }
          if (!grants.isEmpty()) {
            out.putAll("grants", grants, Played::grant);
          }
          if (!findings.isEmpty()) {
            out.putAll(
                "findings",
                findings,
                (to, each) -> to.put("signal", each.signal()).put("reason", each.reason()));
          }
          if (member != null) {
            Balance balance = books.balance(member.id());
            out.put(
                "balance",
                to ->
                    to.put("available", balance.available())
                        .put("pending", balance.pending())
                        .put("held", balance.held()));
          }
        });
  }

  private static void reason(JsonOut to, PointsQuote.Reason reason) {
    to.put("rule", reason.rule())
        .put("points", reason.points())
        .putTexts("lines", reason.lines().stream().map(String::valueOf).toList())
        .put("text", reason.text());
  }

  private static void grant(JsonOut to, PointsQuote.Grant grant) {
    to.put("rule", grant.rule());
    if (grant.voucher() == null) {
      to.put("coupon", grant.coupon());
    } else {
      to.put("voucher", grant.voucher().decimal());
    }
    if (grant.lastDay() != null) {
      to.put("lastDay", grant.lastDay().toString());
    }
  }
}
