package dev.tillwright.loyalty.member;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A member, without anything about the person.
 *
 * @param id the number that stays
 * @param numbers all numbers that were merged into it, itself first, then by number
 * @param enrolled when, by the journal
 * @param erased whether the person was forgotten
 */
public record MemberView(MemberId id, List<MemberId> numbers, Instant enrolled, boolean erased) {
  public MemberView {
    Objects.requireNonNull(id, "id");
    numbers = List.copyOf(numbers);
    Objects.requireNonNull(enrolled, "enrolled");
  }
}
