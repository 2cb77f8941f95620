package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.text.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A member's points of some days in plain words: what there was before, each change with its
 * reasons, what there is after, and what will end. Days are those of the program's zone. Points
 * that only waited, were held or were let go again changed nothing and are left out.
 */
public final class Statement {
  private static final int MOST = 10_000;

  private final LedgerQueries ledger;
  private final Words words;

  private Statement(LedgerQueries ledger, Words words) {
    this.ledger = ledger;
    this.words = words;
  }

  /**
   * The page of these days, both included. In English where the language has no words.
   *
   * @throws IllegalArgumentException when the last day is before the first, or 10,000 postings and
   *     more fall on these days
   */
  public static String of(
      LedgerQueries ledger, String member, LocalDate first, LocalDate last, Locale language) {
    Objects.requireNonNull(member, "member");
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("the last day is not before the first");
    }
    return new Statement(ledger, Words.in(language)).page(member, first, last);
  }

  private String page(String member, LocalDate first, LocalDate last) {
    ZoneId zone = ledger.terms(ledger.program()).map(TermSheet::zone).orElse(TermsBook.UTC);
    Instant from = first.atStartOfDay(zone).toInstant();
    Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
    StringBuilder page = new StringBuilder();
    line(page, words.say("statement.title", member, first, last));
    long before = outstanding(member, from);
    long after = outstanding(member, to);
    line(page, words.say("statement.before", words.points(before)));
    List<Posting> newest = ledger.statement(member, from, to, MOST);
    if (newest.size() == MOST) {
      throw new IllegalArgumentException("more postings than one page tells: ask for fewer days");
    }
    long ended = before - after;
    for (int i = newest.size() - 1; i >= 0; i--) {
      Posting posting = newest.get(i);
      if (posting.change() != 0 && posting.kind() != Posting.Kind.EXPIRE) {
        posting(page, posting);
        ended += posting.change();
      }
    }
    if (ended != 0) {
      // By their own time: a run may have posted it on another day.
      line(page, words.say("statement.ended", words.points(ended)));
    }
    line(page, words.say("statement.after", words.points(after)));
    for (Lot lot : ledger.expiring(member, to, Lot.NEVER.minusMillis(1))) {
      // The last day on which they can be spent.
      LocalDate day = lot.expires().minusMillis(1).atZone(zone).toLocalDate();
      line(page, words.say("statement.ending", words.points(lot.remaining()), day));
    }
    return page.toString();
  }

  /** What there was just before an instant. */
  private long outstanding(String member, Instant at) {
    return ledger.balance(member, at.minusMillis(1)).outstanding();
  }

  private void posting(StringBuilder page, Posting posting) {
    String change = (posting.change() > 0 ? "+" : "") + posting.change();
    boolean byShop = posting.kind() == Posting.Kind.COVER && posting.from() != Account.CASHED;
    String why = words.say("statement." + posting.kind().name() + (byShop ? ".shop" : ""));
    line(page, words.say("statement.line", posting.day(), change, why));
    posting.reasons().forEach(reason -> line(page, "  " + reason));
  }

  private static void line(StringBuilder page, String text) {
    page.append(text).append('\n');
  }
}
