package dev.tillwright.core.watch;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.PaymentEntries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the detectors need of journals: a fold over their entries, of one terminal or of many, each
 * in order. To be fed by {@code journal.read(1, journal.headSeq(), facts::apply)}, or from the
 * first position of the time that is looked at.
 *
 * <p>Holds one small record a payment and a finished sale, and the time of each entry that a device
 * could have caused; {@link #MAX_FACTS} in all. Not for several threads.
 */
public final class JournalFacts {
  /**
   * So many entries in a row never come to more than {@link #MAX_FACTS}: none makes more than two.
   */
  public static final int WINDOW = 1_000_000;

  /** More than this is another window's work. */
  public static final int MAX_FACTS = 2_000_000;

  private final Map<String, PaymentFact> payments = new LinkedHashMap<>();
  private final Map<String, String> captures = new HashMap<>();
  private final Map<String, SaleFact> sales = new LinkedHashMap<>();
  private final Set<String> opened = new HashSet<>();
  private final Map<String, Instant> printed = new HashMap<>();
  private final Map<String, NavigableMap<Instant, Long>> deeds = new HashMap<>();
  private final Map<String, Course> courses = new LinkedHashMap<>();
  private int facts;

  /** Knows nothing yet. */
  public JournalFacts() {}

  /**
   * Takes one entry in. Entries of unknown kinds count as entries only.
   *
   * @throws TillwrightException {@code watch.tooMany} above the bound
   */
  public void apply(Entry entry) {
    courses.computeIfAbsent(entry.terminal(), it -> new Course(entry)).next(entry);
    String kind = entry.kind();
    if (kind.startsWith("payment.")) {
      PaymentEntries.read(entry).ifPresent(event -> payment(entry, event));
    } else if (kind.equals("sale.completed")) {
      completed(entry);
    } else if (kind.equals("sale.opened")) {
      opened.add(text(entry, "sale"));
      counted();
    } else if (kind.equals("receipt.printed")) {
      printed.put(text(entry, "sale"), entry.at());
      deed(entry);
    } else if (kind.equals("till.opened")) {
      course(entry.terminal()).version = text(entry, "version");
    } else if (kind.equals("operator.loggedOn") || kind.equals("operator.loggedOff")) {
      course(entry.terminal()).manned = kind.endsWith("On");
    } else if (kind.startsWith("drawer.") || kind.startsWith("cash.") || kind.startsWith("slip.")) {
      deed(entry);
    }
  }

  private void payment(Entry entry, AttemptEvent event) {
    String key = event.key().toString();
    PaymentFact known = payments.get(key);
    if (event instanceof AttemptEvent.Intended intended) {
      if (intended.kind().movesSoldValue()) {
        return; // no money moves; alarms tell of what hangs
      }
      payments.put(
          key,
          new PaymentFact(Attempt.of(intended), entry.seq(), entry.seq(), entry.at(), "", false));
      counted();
    } else if (known != null) {
      if (event instanceof AttemptEvent.CaptureDecided capture) {
        captures.put(capture.part().toString(), key);
      }
      payments.put(key, known.after(event, entry.seq(), entry.at()));
    }
    deed(entry);
  }

  private void completed(Entry entry) {
    JsonIn in = JsonIn.parse(entry.payload());
    String sale = in.text("sale");
    sales.put(
        sale,
        new SaleFact(
            sale,
            in.text("kind"),
            entry.terminal(),
            in.text("operator"),
            in.optionalText("origin").orElse(null),
            entry.seq(),
            entry.at(),
            in.number("total")));
    deed(entry);
  }

  /** Something that a device may have shown, printed or opened for. */
  private void deed(Entry entry) {
    deeds.computeIfAbsent(entry.terminal(), it -> new TreeMap<>()).put(entry.at(), entry.seq());
    counted();
  }

  private void counted() {
    if (++facts > MAX_FACTS) {
      throw new TillwrightException(
          "watch.tooMany", false, "more than " + MAX_FACTS + " facts: look at a shorter time");
    }
  }

  private static String text(Entry entry, String field) {
    return JsonIn.parse(entry.payload()).text(field);
  }

  /** The newest position of a terminal's journal that was taken in; 0 for none. */
  public long through(String terminal) {
    Course course = courses.get(terminal);
    return course == null ? 0 : course.seq;
  }

  /** The payments, in the order of their intents. */
  public Collection<PaymentFact> payments() {
    return Collections.unmodifiableCollection(payments.values());
  }

  /** A payment by its key. */
  public Optional<PaymentFact> payment(String key) {
    return Optional.ofNullable(payments.get(key));
  }

  /** The finished sales and returns, in order. */
  public Collection<SaleFact> sales() {
    return Collections.unmodifiableCollection(sales.values());
  }

  /** The key of the payment that a host's key is about: a capture has one of its own. */
  String attempt(String key) {
    return captures.getOrDefault(key, key);
  }

  Optional<SaleFact> sale(String id) {
    return Optional.ofNullable(sales.get(id));
  }

  /** Whether anything was written of a sale, finished or not. */
  boolean knows(String sale) {
    return opened.contains(sale) || sales.containsKey(sale);
  }

  /** When the receipt of a sale was last on paper, by the journal. */
  Optional<Instant> printed(String sale) {
    return Optional.ofNullable(printed.get(sale));
  }

  /** Whether something was written within these times that a device could have acted for. */
  boolean deedWithin(String terminal, Instant from, Instant to) {
    NavigableMap<Instant, Long> at = deeds.get(terminal);
    Instant next = at == null ? null : at.ceilingKey(from);
    return next != null && !next.isAfter(to);
  }

  /** The journals that were read, by terminal. */
  Map<String, Course> courses() {
    return courses;
  }

  private Course course(String terminal) {
    Course course = courses.get(terminal);
    if (course == null) {
      throw new IllegalStateException("an entry of " + terminal + " came before its course");
    }
    return course;
  }

  /** How the entries of one terminal follow each other. */
  static final class Course {
    /** A clock that goes back further than it did before is told once each time. */
    record Step(long seq, Instant at, Instant before) {}

    final long firstSeq;
    final Instant firstAt;
    final List<Step> back = new ArrayList<>();
    final NavigableMap<Long, Instant> times = new TreeMap<>();
    String version = "";
    boolean manned = true;
    long seq;
    Instant at;
    long broken;
    private @Nullable String hash;
    private int epoch;

    Course(Entry first) {
      firstSeq = first.seq();
      firstAt = first.at();
      seq = first.seq() - 1;
      at = first.at();
    }

    void next(Entry entry) {
      boolean follows =
          entry.seq() == seq + 1
              && entry.epoch() >= epoch
              && (hash == null || hash.equals(entry.prevHash()));
      if (!follows && broken == 0) {
        broken = Math.min(seq + 1, entry.seq());
      }
      if (entry.at().isBefore(at) && back.size() < 1_000) {
        back.add(new Step(entry.seq(), entry.at(), at));
      }
      seq = entry.seq();
      epoch = entry.epoch();
      hash = entry.hash();
      at = entry.at();
      if (seq % 64 == 0) {
        times.put(seq, at); // coarse, to know how old the entry at a position is
      }
    }

    /** When at the latest the entry at a position was written. */
    Instant about(long position) {
      Map.Entry<Long, Instant> after = times.ceilingEntry(position);
      return after == null ? at : after.getValue();
    }
  }
}
