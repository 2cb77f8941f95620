package dev.tillwright.loyalty.member;

import dev.tillwright.loyalty.member.MemberRows.Person;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Whether a person may be reached now: what the member said first, then hours, then caps. */
final class GateRules {
  private final ContactPolicy policy;
  private final String terminal;

  /**
   * @param terminal whose contacts the journal holds
   */
  GateRules(ContactPolicy policy, String terminal) {
    this.policy = policy;
    this.terminal = terminal;
  }

  /** Why not; none when it may be. */
  Optional<ContactAnswer.Refused> against(
      MemberRows rows, Person person, ContactRequest request, ZoneId zone, Instant now) {
    return said(rows, person, request)
        .map(reason -> new ContactAnswer.Refused(reason, Optional.empty()))
        .or(() -> hours(request, zone, now))
        .or(() -> caps(rows, person, request, now));
  }

  private static Optional<ContactRefusal> said(
      MemberRows rows, Person person, ContactRequest request) {
    if (person.root().erased()) {
      return Optional.of(ContactRefusal.ERASED);
    }
    if (rows.wants(person, Preference.DO_NOT_CONTACT)) {
      return Optional.of(ContactRefusal.DO_NOT_CONTACT);
    }
    if (request.channel() == Channel.VOICE && rows.wants(person, Preference.DO_NOT_CALL)) {
      return Optional.of(ContactRefusal.DO_NOT_CALL);
    }
    ConsentState consent = rows.consent(person, request.channel(), request.purpose());
    if (consent == ConsentState.WITHDRAWN) {
      return Optional.of(ContactRefusal.WITHDRAWN);
    }
    if (consent == ConsentState.NEVER && request.purpose() != Purpose.TRANSACTIONAL) {
      return Optional.of(ContactRefusal.NO_CONSENT);
    }
    if (request.purpose() == Purpose.PARTNER_MARKETING
        && !rows.wants(person, Preference.THIRD_PARTY_SHARING)) {
      return Optional.of(ContactRefusal.NOT_SHARED);
    }
    return Optional.empty();
  }

  private Optional<ContactAnswer.Refused> hours(ContactRequest request, ZoneId zone, Instant now) {
    QuietHours quiet = policy.quiet(request.purpose());
    return quiet.at(now, zone)
        ? Optional.of(new ContactAnswer.Refused(ContactRefusal.QUIET_HOURS, quiet.over(now, zone)))
        : Optional.empty();
  }

  private Optional<ContactAnswer.Refused> caps(
      MemberRows rows, Person person, ContactRequest request, Instant now) {
    ContactAnswer.Refused latest = null;
    for (Cap cap : policy.caps()) {
      if (!cap.concerns(request.channel(), request.purpose())) {
        continue;
      }
      List<Instant> newest = rows.contacts(person, cap, terminal, now);
      if (newest.size() == cap.most()) {
        Instant free = newest.get(cap.most() - 1).plus(cap.within());
        if (latest == null || free.isAfter(latest.notBefore().orElseThrow())) {
          latest = new ContactAnswer.Refused(cap.refusal(), Optional.of(free));
        }
      }
    }
    return Optional.ofNullable(latest);
  }
}
