package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Draft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the entries of what one member says in one call, in their order. For one thread. */
final class Statements {
  private final MemberId member;
  private final String by;
  private final Instant said;
  private final MemberSeals seals;
  private long newest;

  Statements(MemberId member, String by, Instant said, long newest, MemberSeals seals) {
    this.member = member;
    this.by = by;
    this.said = said;
    this.newest = newest;
    this.seals = seals;
  }

  /** The same said under another number of the person. */
  Statements of(MemberId other) {
    return new Statements(other, by, said, newest, seals);
  }

  String by() {
    return by;
  }

  long next() {
    newest = Turn.order(said, newest);
    return newest;
  }

  Draft given(Consent consent) {
    long order = next();
    String proof =
        consent.proof().isEmpty() ? null : seals.sealProof(member, order, consent.proof());
    return new MemberEntries.Stated(
            member,
            by,
            order,
            said,
            true,
            consent.channel(),
            consent.purpose(),
            consent.wording(),
            consent.source(),
            proof)
        .draft();
  }

  List<Draft> withdrawn(Set<Channel> channels, Set<Purpose> purposes, ConsentSource source) {
    List<Draft> drafts = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      for (Purpose purpose : Purpose.values()) {
        if (channels.contains(channel) && purposes.contains(purpose)) {
          drafts.add(
              new MemberEntries.Stated(
                      member, by, next(), said, false, channel, purpose, "", source, null)
                  .draft());
        }
      }
    }
    return drafts;
  }

  Draft preferred(Preference preference, boolean on, ConsentSource source) {
    return new MemberEntries.Preferred(member, by, next(), said, preference, on, source).draft();
  }
}
