package dev.tillwright.loyalty.member;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The gate again, by plain lists and loops: everybody with what they said last, and all contacts
 * there ever were. It names every reason against a contact.
 */
final class NaiveGate {
  static final Duration DAY = Duration.ofDays(1);

  static final class Who {
    String parent = "";
    boolean erased;
    ZoneId zone = MemberShop.LONDON;
    final Map<String, Boolean> said = new HashMap<>();
    final Map<Preference, Boolean> wants = new HashMap<>();
  }

  record Past(String member, Channel channel, Purpose purpose, Instant at) {}

  final Map<String, Who> all = new LinkedHashMap<>();
  final List<Past> contacts = new ArrayList<>();

  String root(String member) {
    String at = member;
    while (!who(at).parent.isEmpty()) {
      at = who(at).parent;
    }
    return at;
  }

  Who who(String member) {
    return Objects.requireNonNull(all.get(member), "a member of the model");
  }

  List<Who> person(String member) {
    List<Who> person = new ArrayList<>();
    all.forEach(
        (id, who) -> {
          if (root(id).equals(root(member))) {
            person.add(who);
          }
        });
    return person;
  }

  /** The policy of the test: 21 to 8 and Sundays; one a day, three a week, one call in ten days. */
  Set<ContactRefusal> against(String member, Channel channel, Purpose purpose, Instant now) {
    Set<ContactRefusal> reasons = EnumSet.noneOf(ContactRefusal.class);
    Who root = who(root(member));
    if (root.erased) {
      reasons.add(ContactRefusal.ERASED);
      return reasons;
    }
    for (Who who : person(member)) {
      if (who.wants.getOrDefault(Preference.DO_NOT_CONTACT, false)) {
        reasons.add(ContactRefusal.DO_NOT_CONTACT);
      }
      if (channel == Channel.VOICE && who.wants.getOrDefault(Preference.DO_NOT_CALL, false)) {
        reasons.add(ContactRefusal.DO_NOT_CALL);
      }
      if (!who.said.getOrDefault(channel + " " + purpose, true)) {
        reasons.add(ContactRefusal.WITHDRAWN);
      }
      if (purpose == Purpose.PARTNER_MARKETING
          && !who.wants.getOrDefault(Preference.THIRD_PARTY_SHARING, true)) {
        reasons.add(ContactRefusal.NOT_SHARED);
      }
    }
    if (purpose != Purpose.TRANSACTIONAL
        && !root.said.getOrDefault(channel + " " + purpose, false)) {
      reasons.add(ContactRefusal.NO_CONSENT);
    }
    if (purpose == Purpose.PARTNER_MARKETING
        && !root.wants.getOrDefault(Preference.THIRD_PARTY_SHARING, false)) {
      reasons.add(ContactRefusal.NOT_SHARED);
    }
    LocalDateTime there = LocalDateTime.ofInstant(now, root.zone);
    if (there.getHour() >= 21 || there.getHour() < 8 || there.getDayOfWeek() == DayOfWeek.SUNDAY) {
      reasons.add(ContactRefusal.QUIET_HOURS);
    }
    if (purpose != Purpose.TRANSACTIONAL) {
      if (count(member, EnumSet.allOf(Channel.class), now.minus(DAY)) >= 1
          || count(member, EnumSet.allOf(Channel.class), now.minus(DAY.multipliedBy(7))) >= 3) {
        reasons.add(ContactRefusal.OVERALL_CAP);
      }
      if (channel == Channel.VOICE
          && count(member, EnumSet.of(channel), now.minus(DAY.multipliedBy(10))) >= 1) {
        reasons.add(ContactRefusal.CHANNEL_CAP);
      }
    }
    return reasons;
  }

  private long count(String member, Set<Channel> channels, Instant after) {
    return contacts.stream()
        .filter(it -> root(it.member()).equals(root(member)))
        .filter(it -> it.purpose() != Purpose.TRANSACTIONAL)
        .filter(it -> channels.contains(it.channel()))
        .filter(it -> it.at().isAfter(after))
        .count();
  }
}
