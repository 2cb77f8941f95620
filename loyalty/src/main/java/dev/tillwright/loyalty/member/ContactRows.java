package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** The view's part about contacts. Refusals have no row: the journal has them, and no rule asks. */
final class ContactRows {
  private ContactRows() {}

  static void apply(ContactEntries own, Entry entry, Tx tx) {
    if (own instanceof ContactEntries.Attempted it) {
      attempted(it, entry, passed(it.wish().at(), entry, tx), tx);
    } else if (own instanceof ContactEntries.Refused it) {
      var unused = passed(it.wish().at(), entry, tx);
    } else if (own instanceof ContactEntries.Looked it) {
      var unused = passed(it.at(), entry, tx);
    } else if (own instanceof ContactEntries.Ended it) {
      var unused = passed(it.at(), entry, tx);
      ended(it, tx);
    }
  }

  /** How much time has passed at the terminal. */
  private static long passed(Instant at, Entry entry, Tx tx) {
    ContactClock clock = new MemberRows(tx).clock(entry.terminal()).at(at.toEpochMilli());
    if (tx.update(
            "update member_clock set wall_ms = ?, passed_ms = ?, behind_ms = ? where terminal = ?",
            clock.wall(),
            clock.passed(),
            clock.behind(),
            entry.terminal())
        == 0) {
      tx.update(
          "insert into member_clock (terminal, wall_ms, passed_ms, behind_ms) values (?,?,?,?)",
          entry.terminal(),
          clock.wall(),
          clock.passed(),
          clock.behind());
    }
    return clock.passed();
  }

  /** The name of a contact in the journal. */
  static String name(String terminal, long seq) {
    return terminal + "/" + seq;
  }

  private static void attempted(ContactEntries.Attempted it, Entry entry, long passed, Tx tx) {
    ContactEntries.Wish wish = it.wish();
    tx.update(
        "insert into member_contact (terminal, seq, id, attempt, member, asked, channel, purpose,"
            + " wording, policy, at_ms, passed_ms, outcome, ended_ms)"
            + " values (?,?,?,?,?,?,?,?,?,?,?,?,'',0)",
        entry.terminal(),
        entry.seq(),
        wish.key(),
        it.attempt(),
        wish.member().value(),
        wish.asked().value(),
        wish.channel().name(),
        wish.purpose().name(),
        wish.wording(),
        wish.policy(),
        wish.at().toEpochMilli(),
        passed);
  }

  private static void ended(ContactEntries.Ended it, Tx tx) {
    int slash = it.contact().lastIndexOf('/');
    String number = it.contact().substring(slash + 1);
    if (slash < 1 || !number.matches("[0-9]{1,18}")) {
      return; // names no contact
    }
    String terminal = it.contact().substring(0, slash);
    long seq = Long.parseLong(number);
    Optional<String> before =
        tx.first(
            "select outcome from member_contact where terminal = ? and seq = ?",
            row -> row.text(1),
            terminal,
            seq);
    if (before.isPresent() && stands(it.outcome(), before.get())) {
      tx.update(
          "update member_contact set outcome = ?, ended_ms = ? where terminal = ? and seq = ?",
          it.outcome().name(),
          it.at().toEpochMilli(),
          terminal,
          seq);
    }
  }

  /** Who knows nothing is not heard against who knows, and what went out did go out. */
  private static boolean stands(ContactOutcome now, String before) {
    return switch (now) {
      case UNKNOWN -> before.isEmpty();
      case NOT_SENT -> before.isEmpty() || before.equals(ContactOutcome.UNKNOWN.name());
      default -> true;
    };
  }
}
