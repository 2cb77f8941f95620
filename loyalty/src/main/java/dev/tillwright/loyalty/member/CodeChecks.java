package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Looks codes up, and stops whoever guesses. Any number of threads. */
final class CodeChecks {
  private static final int MAX_WRONG = 30;
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  private final Turn turn;
  private final GenuineCodes codes;
  private final Deque<Long> wrong = new ArrayDeque<>(MAX_WRONG);

  CodeChecks(Turn turn, GenuineCodes codes) {
    this.turn = turn;
    this.codes = codes;
  }

  synchronized ContactCheck check(String typed) {
    // Not the wall clock: setting it back or forth must give nobody more guesses.
    long now = System.nanoTime();
    while (!wrong.isEmpty() && now - wrong.peekFirst() >= WINDOW) {
      wrong.removeFirst();
    }
    if (wrong.size() >= MAX_WRONG) {
      return new ContactCheck.TooMany();
    }
    Optional<ContactCheck> genuine =
        GenuineCodes.read(typed)
            .flatMap(
                read ->
                    find(turn, ContactRows.name(turn.journal().terminal(), read.number()))
                        .filter(contact -> codes.fits(read, contact)))
            .map(it -> new ContactCheck.Genuine(it.channel(), it.purpose(), it.at()));
    if (genuine.isEmpty()) {
      wrong.addLast(now);
    }
    return genuine.orElseGet(ContactCheck.NotOurs::new);
  }

  /** A contact by its name; none when the name is none. */
  static Optional<ContactView> find(Turn turn, String contact) {
    int slash = contact.lastIndexOf('/');
    String number = contact.substring(slash + 1);
    if (slash < 1 || !number.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return turn.read(rows -> rows.byName(contact.substring(0, slash), Long.parseLong(number)));
  }
}
