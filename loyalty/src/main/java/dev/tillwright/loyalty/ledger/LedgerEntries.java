package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TermSheet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal entries that move points apart from sales and holds. Each but the first two has a key
 * that the application chooses: the same key with the same content has its effect once, with other
 * content it is a conflict and has none. Points without a program's name are the house's own, the
 * program that was adopted last.
 */
public sealed interface LedgerEntries {

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<LedgerEntries> read(Entry entry) {
    return EntryReading.read(entry);
  }

  /**
   * From here on a program's terms and tiers hold.
   *
   * @param sheet what of the program concerns the ledger
   */
  record Adopted(TermSheet sheet) implements LedgerEntries {
    public static final String KIND = "points.terms";

    public Adopted {
      Objects.requireNonNull(sheet, "sheet");
    }

    /** A program is adopted. */
    public static Adopted of(Program program) {
      return new Adopted(TermSheet.of(program));
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, sheet.toJson());
    }
  }

  /**
   * What is due is posted: holds lapse, points become free, points expire. At most 5,000 of each at
   * once, oldest first.
   *
   * @param until what is due at this instant; not after the entry's time
   */
  record Run(Instant until) implements LedgerEntries {
    public static final String KIND = "points.run";

    public Run {
      Objects.requireNonNull(until, "until");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(out -> out.put("until", until.toString())));
    }
  }

  /**
   * Points from elsewhere.
   *
   * @param key names it, for ever
   * @param program whose points; empty for the house's own
   * @param member who gets them
   * @param reason why, for the statement
   * @param lots of what age they are; with neither time they follow the program's terms
   * @param counts what of them counts for tiers, such as last year's spend
   */
  record Granted(
      String key,
      String program,
      String member,
      String reason,
      List<GrantedLot> lots,
      Counts counts)
      implements LedgerEntries {
    public static final String KIND = "points.granted";

    public Granted {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(program, "program");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(counts, "counts");
      lots = List.copyOf(lots);
    }

    /** So many points by the terms of the house's own program. */
    public static Granted of(String key, String member, long points, String reason) {
      return new Granted(
          key,
          "",
          member,
          reason,
          List.of(new GrantedLot(points, null, null, null)),
          Counts.NOTHING);
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, EntryWriting.granted(this));
    }
  }

  /**
   * A lot that is granted.
   *
   * @param points so many; positive
   * @param earned when; {@code null} for now
   * @param available from when they are free; {@code null} for as the terms say of points earned
   *     then
   * @param expires when they end; {@code null} for as the terms say of points earned then
   */
  record GrantedLot(
      long points,
      @Nullable Instant earned,
      @Nullable Instant available,
      @Nullable Instant expires) {
    public GrantedLot {
      if (points < 1) {
        throw new IllegalArgumentException("a lot has points");
      }
    }
  }

  /**
   * Points are taken, all or none.
   *
   * @param key names it, for ever
   * @param program whose points; empty for the house's own
   * @param member from whom
   * @param points so many; positive
   * @param reason why, for the statement
   * @param sale the points of this sale are taken first, those that are not free yet, too: while
   *     somebody looks at it. When its goods come back, these points are taken back where they lie.
   *     Empty for points that can be spent
   */
  record Taken(String key, String program, String member, long points, String reason, String sale)
      implements LedgerEntries {
    public static final String KIND = "points.taken";

    public Taken {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(program, "program");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(sale, "sale");
      if (points < 1) {
        throw new IllegalArgumentException("what is taken is positive");
      }
    }

    /** Of points that can be spent, whatever gave them. */
    public Taken(String key, String program, String member, long points, String reason) {
      this(key, program, member, points, reason, "");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, EntryWriting.taken(this));
    }
  }

  /**
   * A hold is captured apart from a sale; a part of it, and the rest is free again. Nothing happens
   * at or after its end.
   *
   * @param key names it, for ever
   * @param hold which
   * @param points so many; positive, at most what is held
   */
  record Captured(String key, String hold, long points) implements LedgerEntries {
    public static final String KIND = "points.captured";

    public Captured {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(hold, "hold");
      if (points < 1) {
        throw new IllegalArgumentException("what is captured is positive");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND, JsonOut.object(out -> out.put("key", key).put("hold", hold).put("points", points)));
    }
  }

  /**
   * What an earlier entry did is undone, point by point: a return, points granted or taken, or
   * another reversal. What was undone can be undone again once it was done again. A sale, and an
   * exchange of a member's, is undone by a return. A return is done again only while the goods and
   * the points that it brought have not come back by another one.
   *
   * @param key names it, for ever
   * @param of the sale id of the return, or the key of the other entry; where entries of two kinds
   *     have this key, neither is undone
   */
  record Reversed(String key, String of) implements LedgerEntries {
    public static final String KIND = "points.reversed";

    public Reversed {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(of, "of");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(out -> out.put("key", key).put("of", of)));
    }
  }
}
