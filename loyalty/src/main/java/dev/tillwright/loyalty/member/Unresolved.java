package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Contacts of which nobody knows what became of them: ended as unknown, and asked for. */
final class Unresolved {
  private static final int AT_ONCE = 100;
  private static final String RECOVERY = "recovery";

  private final Turn turn;
  private final Map<Channel, ContactSender> senders;
  private final Predicate<String> underWay;
  private long asked; // carriers were asked for contacts up to this position; changes in a turn

  /**
   * @param underWay whether the sender of a contact is being called
   */
  Unresolved(Turn turn, Map<Channel, ContactSender> senders, Predicate<String> underWay) {
    this.turn = turn;
    this.senders = senders;
    this.underWay = underWay;
  }

  /** An outcome that a crash cut off, or that could not be written, is unknown. In a turn. */
  void endOpen() {
    long after = 0;
    for (List<ContactView> page = page("", 0); !page.isEmpty(); page = page("", after)) {
      List<Draft> drafts =
          page.stream()
              .filter(each -> !underWay.test(each.contact()))
              .map(
                  each ->
                      new ContactEntries.Ended(
                              each.contact(), ContactOutcome.UNKNOWN, turn.now(), RECOVERY)
                          .draft())
              .toList();
      if (!drafts.isEmpty()) {
        var unused = turn.append(drafts);
      }
      after = position(page);
    }
  }

  /**
   * The next page of unknown contacts, beginning anew behind the newest: those that no carrier
   * knows do not keep the others from being asked for. In a turn.
   */
  List<ContactView> next() {
    endOpen();
    List<ContactView> page = page(ContactOutcome.UNKNOWN.name(), asked);
    if (page.isEmpty() && asked > 0) {
      page = page(ContactOutcome.UNKNOWN.name(), 0);
    }
    asked = page.size() < AT_ONCE ? 0 : position(page);
    return page;
  }

  private List<ContactView> page(String outcome, long after) {
    return turn.read(rows -> rows.with(turn.journal().terminal(), outcome, after, AT_ONCE));
  }

  private static long position(List<ContactView> page) {
    String last = page.get(page.size() - 1).contact();
    return Long.parseLong(last.substring(last.lastIndexOf('/') + 1));
  }

  /** What the carrier knows; none for nothing. */
  Optional<ContactOutcome> outcome(ContactView contact, Duration deadline) {
    ContactSender sender = senders.get(contact.channel());
    if (sender == null) {
      return Optional.empty();
    }
    try {
      return sender
          .outcome(contact.contact(), deadline)
          .filter(outcome -> outcome != ContactOutcome.UNKNOWN);
    } catch (RuntimeException e) {
      return Optional.empty(); // as if it did not know
    }
  }
}
