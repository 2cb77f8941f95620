package dev.tillwright.loyalty.member;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What came of an enrolment. */
public sealed interface Enrolled {

  /** Exactly one of the functions is called. */
  <T> T match(
      Function<Member, T> member, Function<Known, T> known, Function<Contradictory, T> several);

  /**
   * There is a new member.
   *
   * @param id the member's number
   */
  record Member(MemberId id) implements Enrolled {
    public Member {
      Objects.requireNonNull(id, "id");
    }

    @Override
    public <T> T match(
        Function<Member, T> member, Function<Known, T> known, Function<Contradictory, T> several) {
      return member.apply(this);
    }
  }

  /**
   * One of the identifiers, or the number, is a member's already: nothing changed.
   *
   * @param id whose
   */
  record Known(MemberId id) implements Enrolled {
    public Known {
      Objects.requireNonNull(id, "id");
    }

    @Override
    public <T> T match(
        Function<Member, T> member, Function<Known, T> known, Function<Contradictory, T> several) {
      return known.apply(this);
    }
  }

  /**
   * The identifiers are those of several members, who may be one: nothing changed. See {@link
   * Members#merge}.
   *
   * @param ids whose
   */
  record Contradictory(Set<MemberId> ids) implements Enrolled {
    public Contradictory {
      ids = Set.copyOf(new TreeSet<>(ids));
    }

    @Override
    public <T> T match(
        Function<Member, T> member, Function<Known, T> known, Function<Contradictory, T> several) {
      return several.apply(this);
    }
  }
}
