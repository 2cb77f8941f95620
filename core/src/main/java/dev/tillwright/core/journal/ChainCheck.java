package dev.tillwright.core.journal;

import dev.tillwright.core.journal.JournalFault.What;
import dev.tillwright.core.store.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the entries of one terminal, in order, one at a time; remembers the first fault. */
final class ChainCheck {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

  private final String terminal;
  private final EntryHash hash;
  private final Contents contents;
  private long entries;
  private long elsewhere;
  private long seq;
  private int epoch;
  private String before = Head.BEFORE_FIRST;
  private @Nullable JournalFault fault;
  private @Nullable JournalFault stray;

  /** The epoch of a row whose position is none: it stands before all others. */
  private int placeless;

  /** What archives say of entries whose contents are not in the journal. */
  interface Contents {
    /** There are no archives. */
    Contents NONE =
        new Contents() {
          @Override
          public boolean archived(long seq) {
            return false;
          }

          @Override
          public Optional<byte[]> of(int epoch, long seq) {
            return Optional.empty();
          }
        };

    /** Whether the journal says that an entry's contents may be in an archive. */
    boolean archived(long seq);

    /** What such an entry held; none when its archive was not given. */
    Optional<byte[]> of(int epoch, long seq);
  }

  /**
   * @param terminal as it may be shown
   */
  ChainCheck(String terminal, EntryHash hash, Contents contents) {
    this.terminal = terminal;
    this.hash = hash;
    this.contents = contents;
  }

  /** Begins behind an entry, as an archive does. */
  ChainCheck behind(long position, String its) {
    seq = position;
    before = its;
    return this;
  }

  /** The position that should come next. */
  long expected() {
    return seq + 1;
  }

  /** A row of {@link JournalVerifier}'s query: a flag for sound types, then the columns. */
  void next(Tx.Row row) {
    entries++;
    if (fault != null) {
      return;
    }
    boolean soundTypes = row.number(1) == 1;
    long found = number(row.optionalText(4), Long.MAX_VALUE);
    int ofEpoch = (int) number(row.optionalText(3), Integer.MAX_VALUE);
    if (found > 0 && found != expected()) {
      if (found > expected() && !(soundTypes && hashOf(row, row.bytes(7)).equals(text(row, 9)))) {
        stray = new JournalFault(What.CHANGED, terminal, Math.max(0, ofEpoch), found);
      }
      wrong(found > expected() ? What.MISSING : What.EXTRA, Math.min(found, expected()), ofEpoch);
    } else if (soundTypes && found < 1 && ofEpoch > 0) {
      placeless = ofEpoch; // which one it was shows where one is missing
    } else if (!soundTypes || found < 1 || ofEpoch < 1) {
      wrong(What.MALFORMED, expected(), ofEpoch);
    } else if (ofEpoch < epoch) {
      wrong(What.EXTRA, found, ofEpoch);
    } else {
      link(row, found, ofEpoch);
    }
  }

  private void link(Tx.Row row, long found, int ofEpoch) {
    byte[] at = row.bytes(5);
    byte[] payload = row.bytes(7);
    String stored = text(row, 9);
    boolean here = payload.length > 0 || !contents.archived(found);
    if (!here) {
      Optional<byte[]> archived = contents.of(ofEpoch, found);
      here = archived.isPresent();
      payload = archived.orElse(payload);
    }
    if (!text(row, 8).equals(before)) {
      wrong(What.UNLINKED, found, ofEpoch);
    } else if (here ? !hashOf(row, payload).equals(stored) : !Head.isHash(stored)) {
      wrong(What.CHANGED, found, ofEpoch);
    } else if (!isTime(at) || !isUtf8(payload)) {
      wrong(What.MALFORMED, found, ofEpoch);
    } else {
      seq = found;
      epoch = ofEpoch;
      before = stored;
      elsewhere += here ? 0 : 1;
    }
  }

  private String hashOf(Tx.Row row, byte[] payload) {
    return hash.of(
        row.bytes(2),
        row.bytes(3),
        row.bytes(4),
        row.bytes(5),
        row.bytes(6),
        payload,
        row.bytes(8));
  }

  private static String text(Tx.Row row, int column) {
    return new String(row.bytes(column), StandardCharsets.ISO_8859_1);
  }

  /**
   * Rows come in the order of their epochs: one whose epoch was changed stands where another is
   * expected, which is there all the same, further on. Then it is the changed one that is at fault.
   *
   * @param there whether a position of this terminal is in the table
   */
  void locate(LongPredicate there) {
    if (stray != null && fault != null && there.test(fault.seq())) {
      fault = stray;
    }
  }

  /** The database gave up before the next entry. */
  void unreadable() {
    if (fault == null) {
      wrong(What.UNREADABLE, expected(), 0);
    }
  }

  /** Compares the end of the chain with the writer's row. */
  Verification.Chain end(Head writer) {
    if (placeless > 0 && (fault == null || fault.what() == What.MISSING)) {
      wrong(What.MALFORMED, fault == null ? expected() : fault.seq(), placeless);
    }
    if (fault == null) {
      if (writer.epoch() < Math.max(1, epoch)) {
        wrong(What.WRITER_DIFFERS, seq, epoch);
      } else if (writer.seq() > seq) {
        wrong(What.CUT_OFF, expected(), 0);
      } else if (writer.seq() < seq) {
        wrong(What.NOT_WRITTEN, writer.seq() + 1, 0);
      } else if (!writer.hash().equals(before)) {
        wrong(What.WRITER_DIFFERS, seq, epoch);
      }
    }
    return new Verification.Chain(
        terminal, entries, seq, before, elsewhere, Optional.ofNullable(fault));
  }

  private void wrong(What what, long at, int ofEpoch) {
    fault = new JournalFault(what, terminal, Math.max(0, ofEpoch), at);
  }

  /** A number from 0 as the journal writes it, or -1. */
  static long number(Optional<String> text, long max) {
    if (text.isEmpty() || !NUMBER.matcher(text.get()).matches()) {
      return -1;
    }
    try {
      long value = Long.parseLong(text.get());
      return value <= max ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isTime(byte[] at) {
    try {
      EntryTime.parse(new String(at, StandardCharsets.ISO_8859_1));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).hasArray();
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
