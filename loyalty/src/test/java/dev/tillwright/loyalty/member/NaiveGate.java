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

  /**
   * @param ask the how manieth ask it was
   */
  record Past(String member, Channel channel, Purpose purpose, Instant at, int ask) {}

  /** What the clock said at each ask. */
  final List<Instant> asks = new ArrayList<>();

  /** What passed from one ask to another one, of which the clock tells no lie. */
  private Duration passed(int from, int to) {
    Duration passed = Duration.ZERO;
    Duration lost = Duration.ZERO;
    Instant shows = asks.get(0);
    for (int i = 1; i <= to; i++) {
      Duration step = Duration.between(shows, asks.get(i));
      Duration counts = Duration.ZERO;
      if (step.isNegative()) {
        if (step.negated().compareTo(Duration.ofMinutes(2)) <= 0) {
          continue;
        }
        lost = lost.minus(step);
      } else if (lost.compareTo(step) > 0) {
        counts = step.toHours() >= 16 ? Duration.ofHours(16) : step;
      } else {
        counts = step.compareTo(lost.multipliedBy(2)) > 0 ? step.minus(lost) : Duration.ZERO;
        lost = Duration.ZERO;
      }
      shows = asks.get(i);
      passed = i > from ? passed.plus(counts) : Duration.ZERO;
    }
    return passed;
  }

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
      if (count(member, EnumSet.allOf(Channel.class), now, DAY) >= 1
          || count(member, EnumSet.allOf(Channel.class), now, DAY.multipliedBy(7)) >= 3) {
        reasons.add(ContactRefusal.OVERALL_CAP);
      }
      if (channel == Channel.VOICE
          && count(member, EnumSet.of(channel), now, DAY.multipliedBy(10)) >= 1) {
        reasons.add(ContactRefusal.CHANNEL_CAP);
      }
    }
    return reasons;
  }

  private long count(String member, Set<Channel> channels, Instant now, Duration within) {
    return contacts.stream()
        .filter(it -> root(it.member()).equals(root(member)))
        .filter(it -> it.purpose() != Purpose.TRANSACTIONAL)
        .filter(it -> channels.contains(it.channel()))
        .filter(
            it ->
                it.at().isAfter(now.minus(within))
                    || passed(it.ask(), asks.size() - 1).compareTo(within) < 0)
        .count();
  }
}
