package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.stored.StoredCard.State;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.store.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One move, or what undoes one, within one transaction. */
final class Moving {
  private final StoredPolicy policy;
  private final ProbeGuard guard;

  Moving(StoredPolicy policy) {
    this.policy = policy;
    this.guard = new ProbeGuard(policy.probing());
  }

  ProbeGuard guard() {
    return guard;
  }

  /**
   * Moves value, or says why not; the same key gives the same answer.
   *
   * @param proven the hash of the code that was shown and is right; {@code null} for none
   */
  StoredAnswer move(StoredMove asked, @Nullable String proven, long now, Tx tx) {
    MoveRow known = MoveRow.find(asked.key(), tx);
    if (known != null) {
      return again(known, asked);
    }
    boolean guarded = asked.kind() == Kind.REDEMPTION && !asked.forwarded();
    boolean closed = guarded && guard.closed(asked.key().terminal(), now, tx);
    StoredAnswer answer =
        closed ? StoredAnswer.no(StoredCode.LATER, asked.amount()) : decide(asked, proven, now, tx);
    boolean wrong =
        answer.code() == StoredCode.NOT_VALID || answer.code() == StoredCode.ALREADY_ACTIVE;
    if (wrong && !asked.forwarded() && !asked.kind().leans()) {
      guard.wrong(asked.key().terminal(), now, tx);
    }
    MoveRow.insert(asked, answer, false, now, tx);
    return answer;
  }

  private static StoredAnswer again(MoveRow known, StoredMove asked) {
    if (!known.isFor(asked)) {
      boolean unseen = known.undone() && known.answer().code() == StoredCode.UNDONE;
      return StoredAnswer.no(unseen ? StoredCode.UNDONE : StoredCode.CONFLICT, asked.amount());
    }
    return known.undone() ? StoredAnswer.no(StoredCode.UNDONE, asked.amount()) : known.answer();
  }

  private StoredAnswer decide(StoredMove asked, @Nullable String proven, long now, Tx tx) {
    CardRow card = CardRow.find(asked.card(), tx);
    return switch (asked.kind()) {
      case ACTIVATION -> activation(asked, card, now, tx);
      case LOAD -> load(asked, card, now, tx);
      case REDEMPTION -> redemption(asked, card, proven, now, tx);
      case REFUND -> refund(asked, card, now, tx);
      case UNLOAD -> unload(asked, card, now, tx);
    };
  }

  private StoredAnswer activation(StoredMove asked, @Nullable CardRow card, long now, Tx tx) {
    if (card != null && card.state() != State.VOID) {
      return no(StoredCode.ALREADY_ACTIVE, asked);
    }
    boolean foreign = card != null && !card.currency().equals(asked.amount().currency());
    if (foreign || !policy.loads(asked.amount(), asked.amount())) {
      return no(foreign ? StoredCode.NOT_VALID : StoredCode.BEYOND_LIMIT, asked);
    }
    if (policy.isOver(now)) {
      return no(StoredCode.NOT_VALID, asked); // nobody could spend it
    }
    CardRow row = card;
    if (row == null) {
      row = fresh(asked, now);
      row.insert(tx);
    }
    return moved(asked, row, asked.amount().minor(), State.ACTIVE, 0, now, tx);
  }

  private static CardRow fresh(StoredMove asked, long now) {
    return new CardRow(
        asked.card(),
        asked.last4(),
        asked.amount().currency(),
        0,
        State.VOID,
        now,
        now,
        StoredTables.NEVER,
        0,
        null);
  }

  private StoredAnswer load(StoredMove asked, @Nullable CardRow card, long now, Tx tx) {
    if (card == null || !card.usable(asked.amount().currency(), now)) {
      return no(StoredCode.NOT_VALID, asked);
    }
    Money after = asked.amount().plus(Money.ofMinor(card.balance(), card.currency()));
    return policy.loads(asked.amount(), after)
        ? moved(asked, card, asked.amount().minor(), State.ACTIVE, 0, now, tx)
        : no(StoredCode.BEYOND_LIMIT, asked);
  }

  private StoredAnswer redemption(
      StoredMove asked, @Nullable CardRow card, @Nullable String proven, long now, Tx tx) {
    boolean usable = card != null && card.usable(asked.amount().currency(), now);
    if (card == null || !usable || !isProven(card, proven)) {
      return no(StoredCode.NOT_VALID, asked);
    }
    long minor = asked.amount().minor();
    long takes = asked.partial() && !asked.forwarded() ? Math.min(minor, card.balance()) : minor;
    return takes < 1 || takes > card.balance()
        ? no(StoredCode.NOT_ENOUGH, asked)
        : moved(asked, card, -takes, State.ACTIVE, 0, now, tx);
  }

  /** Whether the code that this card asks for was shown. */
  static boolean isProven(CardRow card, @Nullable String proven) {
    return card.codeHash() == null || card.codeHash().equals(proven);
  }

  private StoredAnswer refund(StoredMove asked, @Nullable CardRow card, long now, Tx tx) {
    PaymentKey about = asked.original();
    if (about == null) {
      boolean usable = card != null && card.usable(asked.amount().currency(), now);
      return card == null || !usable
          ? no(StoredCode.NOT_VALID, asked)
          : moved(asked, card, asked.amount().minor(), State.ACTIVE, 0, now, tx);
    }
    MoveRow original = MoveRow.find(about, tx);
    boolean fits =
        original != null
            && original.kind() == Kind.REDEMPTION
            && original.stands()
            && original.card().equals(asked.card())
            && original.asked().currency().equals(asked.amount().currency())
            && MoveRow.leaning(about, tx) + asked.amount().minor()
                <= original.answer().amount().minor();
    return card == null || !fits ? no(StoredCode.NOT_FOUND, asked) : credited(asked, card, now, tx);
  }

  /** What came back stays usable for a while, also on a card whose value expired. */
  private StoredAnswer credited(StoredMove asked, CardRow card, long now, Tx tx) {
    CardRow row = card.overdue(now) ? expired(card, now, tx) : card;
    long stays = Math.addExact(now, policy.refundTerm().toMillis());
    State next = row.state() == State.BLOCKED ? State.BLOCKED : State.ACTIVE;
    return moved(asked, row, asked.amount().minor(), next, stays, now, tx);
  }

  private StoredAnswer unload(StoredMove asked, @Nullable CardRow card, long now, Tx tx) {
    PaymentKey about = asked.original();
    MoveRow original = about == null ? null : MoveRow.find(about, tx);
    boolean fits =
        about != null
            && original != null
            && original.kind().loads()
            && original.stands()
            && original.card().equals(asked.card())
            && original.answer().amount().equals(asked.amount())
            && MoveRow.leaning(about, tx) == 0;
    if (card == null || original == null || !fits) {
      return no(StoredCode.NOT_FOUND, asked);
    } else if (card.state() == State.BLOCKED) {
      return no(StoredCode.NOT_VALID, asked);
    } else if (card.balance() < asked.amount().minor() || !card.usable(card.currency(), now)) {
      return no(StoredCode.SPENT, asked);
    }
    State next = after(original.kind(), card.balance() - asked.amount().minor());
    return moved(asked, card, -asked.amount().minor(), next, 0, now, tx);
  }

  /** A card of which nothing is left after its activation was taken off is blank again. */
  private static State after(Kind takenOff, long left) {
    return takenOff == Kind.ACTIVATION && left == 0 ? State.VOID : State.ACTIVE;
  }

  private StoredAnswer moved(
      StoredMove asked, CardRow card, long by, State next, long notBefore, long now, Tx tx) {
    CardRow row = card.moved(by, next, now, notBefore, policy.expiry());
    row.write(tx);
    Account contra = asked.kind().contra(asked.original() != null);
    Currency currency = card.currency();
    Postings.post(asked.key().toString(), 1, card.card(), contra, currency, by, now, tx);
    return new StoredAnswer(
        StoredCode.APPROVED,
        Money.ofMinor(Math.abs(by), currency),
        authorization(asked.key()),
        Money.ofMinor(row.balance(), currency));
  }

  private static StoredAnswer no(StoredCode code, StoredMove asked) {
    return StoredAnswer.no(code, asked.amount());
  }

  /** Six digits that a key has each time. */
  private static String authorization(PaymentKey key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(key.toString().getBytes(StandardCharsets.UTF_8));
      long number = Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % 1_000_000;
      return String.format(Locale.ROOT, "%06d", number);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What is left becomes the shop's. */
  CardRow expired(CardRow card, long now, Tx tx) {
    if (card.balance() > 0) {
      String entry = "expiry/" + card.card() + "/" + card.expires();
      Postings.post(
          entry, 1, card.card(), Account.EXPIRED, card.currency(), -card.balance(), now, tx);
    }
    CardRow row = card.with(0, State.EXPIRED);
    row.write(tx);
    return row;
  }

  /**
   * Undoes a move, or keeps one that comes later from counting.
   *
   * @param asked the original, as it was or would have been asked
   * @return whether nothing of it counts; false when that can never be
   */
  boolean undo(StoredMove asked, long now, Tx tx) {
    MoveRow known = MoveRow.find(asked.key(), tx);
    if (known == null) {
      MoveRow.insert(asked, no(StoredCode.UNDONE, asked), true, now, tx);
      return true;
    }
    if (known.stands() && !tookBack(known, now, tx)) {
      return false;
    }
    MoveRow.undone(asked.key(), tx);
    return true;
  }

  private boolean tookBack(MoveRow known, long now, Tx tx) {
    CardToken token = known.card();
    CardRow card = Objects.requireNonNull(CardRow.find(token, tx), "card");
    long back = -known.kind().sign() * known.answer().amount().minor();
    boolean leantOn = !known.kind().leans() && MoveRow.leaning(known.key(), tx) > 0;
    if (leantOn || card.balance() + back < 0) {
      return false; // it would be given back twice, or was spent
    }
    CardRow row = back > 0 && card.overdue(now) ? expired(card, now, tx) : card;
    State next = row.state();
    long stays = 0;
    if (back > 0 && next != State.BLOCKED) {
      next = State.ACTIVE;
      stays = row.state() == State.EXPIRED ? now + policy.refundTerm().toMillis() : 0;
    } else if (back < 0 && next == State.ACTIVE) {
      next = after(known.kind(), row.balance() + back);
    }
    CardRow after =
        back < 0 && card.overdue(now)
            ? card.with(card.balance() + back, next) // the rest stays expired
            : row.moved(back, next, now, stays, policy.expiry());
    after.write(tx);
    Account contra = known.kind().contra(known.original() != null);
    Postings.post(known.key().toString(), 3, token, contra, row.currency(), back, now, tx);
    return true;
  }
}
