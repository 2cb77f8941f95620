package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.SaleId;
import java.util.Objects;
import java.util.Optional;

/** The journal entries about points that are held: written by the till, read by the ledger. */
public sealed interface PointsEntries {
  /** The kind of {@link Held}. */
  String HELD = "points.held";

  /** The kind of {@link Released}. */
  String RELEASED = "points.released";

  /** The name of the hold that it is about; never used twice. */
  String hold();

  /** The entry to append. */
  Draft draft();

  /** The entry that asks for points to be held; whether they are is the ledger's answer. */
  static Draft held(String hold, SaleId sale, String member, long points) {
    return new Held(hold, sale, member, points).draft();
  }

  /** The entry that lets a hold go; a hold that is gone or was refused stays as it is. */
  static Draft released(String hold) {
    return new Released(hold).draft();
  }

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<PointsEntries> read(Entry entry) {
    return switch (entry.kind()) {
      case HELD -> Optional.of(readHeld(JsonIn.parse(entry.payload())));
      case RELEASED -> Optional.of(new Released(JsonIn.parse(entry.payload()).text("hold")));
      default -> Optional.empty();
    };
  }

  private static Held readHeld(JsonIn in) {
    String hold = in.text("hold");
    String member = in.text("member");
    long points = in.number("points");
    SaleId sale;
    try {
      sale = SaleId.parse(in.text("sale"));
    } catch (IllegalArgumentException e) {
      throw in.wrong("sale", "a sale id was expected");
    }
    if (points < 1) {
      throw in.wrong("points", "a hold is positive");
    }
    return new Held(hold, sale, member, points);
  }

  /**
   * Points are asked to be held for a sale.
   *
   * @param hold which; never used again
   * @param sale for which
   * @param member whose
   * @param points how many; positive
   */
  record Held(String hold, SaleId sale, String member, long points) implements PointsEntries {
    public Held {
      Objects.requireNonNull(hold, "hold");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(member, "member");
      if (points < 1) {
        throw new IllegalArgumentException("a hold is positive");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          HELD,
          JsonOut.object(
              out ->
                  out.put("hold", hold)
                      .put("sale", sale.toString())
                      .put("member", member)
                      .put("points", points)));
    }
  }

  /**
   * A hold is let go.
   *
   * @param hold which
   */
  record Released(String hold) implements PointsEntries {
    public Released {
      Objects.requireNonNull(hold, "hold");
    }

    @Override
    public Draft draft() {
      return new Draft(RELEASED, JsonOut.object(out -> out.put("hold", hold)));
    }
  }
}
