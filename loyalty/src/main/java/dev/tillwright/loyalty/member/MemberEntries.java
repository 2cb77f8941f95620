package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonOut;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal entries about members. What could tell who a member is stands in them sealed, as
 * Base64, under the member's own key, indexes too: once the key is destroyed, no entry says
 * anything about anybody.
 *
 * <p>{@code order}, in milliseconds, rises with each entry of a member even when the clock steps
 * back: of two statements the one with the higher order is the later one.
 */
public sealed interface MemberEntries {

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<MemberEntries> read(Entry entry) {
    return MemberReading.read(entry);
  }

  /**
   * An identifier, sealed.
   *
   * @param slot its number at the member, from 1; never used again
   * @param kind what it is
   * @param index the keyed index, sealed
   * @param value what was shown, sealed
   */
  record SealedIdentifier(int slot, IdentifierKind kind, String index, String value) {
    public SealedIdentifier {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(index, "index");
      Objects.requireNonNull(value, "value");
    }

    void write(JsonOut out) {
      out.put("slot", slot).put("kind", kind.name()).put("index", index).put("value", value);
    }
  }

  /**
   * There is a new member.
   *
   * @param member the number
   * @param by the operator
   * @param order when, as said above
   * @param profile sealed
   * @param identifiers sealed
   */
  record Enrolled(
      MemberId member, String by, long order, String profile, List<SealedIdentifier> identifiers)
      implements MemberEntries {
    public static final String KIND = "member.enrolled";

    public Enrolled {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(profile, "profile");
      identifiers = List.copyOf(identifiers);
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("member", member.value())
                      .put("by", by)
                      .put("order", order)
                      .put("profile", profile)
                      .putAll("identifiers", identifiers, (inner, it) -> it.write(inner))));
    }
  }

  /**
   * A member is recognised by one thing more.
   *
   * @param member the number
   * @param by the operator
   * @param order when
   * @param identifier sealed
   */
  record Identified(MemberId member, String by, long order, SealedIdentifier identifier)
      implements MemberEntries {
    public static final String KIND = "member.identified";

    public Identified {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(identifier, "identifier");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("member", member.value())
                      .put("by", by)
                      .put("order", order)
                      .put("identifier", identifier::write)));
    }
  }

  /**
   * A member is no longer recognised by something.
   *
   * @param member the number
   * @param by the operator
   * @param order when
   * @param slot which
   */
  record Unidentified(MemberId member, String by, long order, int slot) implements MemberEntries {
    public static final String KIND = "member.unidentified";

    public Unidentified {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("member", member.value())
                      .put("by", by)
                      .put("order", order)
                      .put("slot", slot)));
    }
  }

  /**
   * What is known of a member is this from here on.
   *
   * @param member the number
   * @param by the operator
   * @param order when
   * @param profile sealed
   */
  record Profiled(MemberId member, String by, long order, String profile) implements MemberEntries {
    public static final String KIND = "member.profiled";

    public Profiled {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(profile, "profile");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("member", member.value())
                      .put("by", by)
                      .put("order", order)
                      .put("profile", profile)));
    }
  }

  /**
   * A member agrees to be reached, or takes it back.
   *
   * @param member the number
   * @param by the operator, or what took it in
   * @param order when it is counted
   * @param said when it was said, by the clock
   * @param given whether it is agreed to
   * @param channel by what
   * @param purpose what for
   * @param wording the text and its version; empty when it is taken back
   * @param source where it was said
   * @param proof sealed; {@code null} for none
   */
  record Stated(
      MemberId member,
      String by,
      long order,
      Instant said,
      boolean given,
      Channel channel,
      Purpose purpose,
      String wording,
      ConsentSource source,
      @Nullable String proof)
      implements MemberEntries {
    public static final String GIVEN = "member.consented";
    public static final String WITHDRAWN = "member.withdrawn";

    public Stated {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(said, "said");
      Objects.requireNonNull(channel, "channel");
      Objects.requireNonNull(purpose, "purpose");
      Objects.requireNonNull(wording, "wording");
      Objects.requireNonNull(source, "source");
    }

    @Override
    public Draft draft() {
      return new Draft(
          given ? GIVEN : WITHDRAWN,
          JsonOut.object(
              out ->
                  out.put("member", member.value())
                      .put("by", by)
                      .put("order", order)
                      .put("said", said.toString())
                      .put("channel", channel.name())
                      .put("purpose", purpose.name())
                      .put("wording", wording)
                      .put("source", source.name())
                      .put("proof", proof)));
    }
  }

  /**
   * A member wants something, or wants it no more.
   *
   * @param member the number
   * @param by the operator, or what took it in
   * @param order when it is counted
   * @param said when it was said, by the clock
   * @param preference what
   * @param on whether it is wanted
   * @param source where it was said
   */
  record Preferred(
      MemberId member,
      String by,
      long order,
      Instant said,
      Preference preference,
      boolean on,
      ConsentSource source)
      implements MemberEntries {
    public static final String KIND = "member.preferred";

    public Preferred {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(said, "said");
      Objects.requireNonNull(preference, "preference");
      Objects.requireNonNull(source, "source");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("member", member.value())
                      .put("by", by)
                      .put("order", order)
                      .put("said", said.toString())
                      .put("preference", preference.name())
                      .put("on", on)
                      .put("source", source.name())));
    }
  }

  /**
   * A number is another one's from here on.
   *
   * @param from the number that is taken in
   * @param into the one that stays
   * @param by the operator
   * @param order when
   */
  record Merged(MemberId from, MemberId into, String by, long order) implements MemberEntries {
    public static final String KIND = "member.merged";

    public Merged {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(into, "into");
      Objects.requireNonNull(by, "by");
      if (from.equals(into)) {
        throw new IllegalArgumentException("a number is not merged into itself");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("from", from.value())
                      .put("into", into.value())
                      .put("by", by)
                      .put("order", order)));
    }
  }

  /**
   * A number stands by itself again.
   *
   * @param member the number that was taken in
   * @param by the operator
   * @param order when
   */
  record Unmerged(MemberId member, String by, long order) implements MemberEntries {
    public static final String KIND = "member.unmerged";

    public Unmerged {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(by, "by");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> out.put("member", member.value()).put("by", by).put("order", order)));
    }
  }

  /**
   * A person is to be forgotten; the keys go after this entry.
   *
   * @param members all numbers of the person
   * @param by the operator
   * @param reason a word: 1 to 128 letters, digits and {@code . _ / : -}
   */
  record Erased(List<MemberId> members, String by, String reason) implements MemberEntries {
    public static final String KIND = "member.erased";

    public Erased {
      members = List.copyOf(members);
      Objects.requireNonNull(by, "by");
      Values.word("reason", reason);
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.putTexts("members", members.stream().map(MemberId::value).toList())
                      .put("by", by)
                      .put("reason", reason)));
    }
  }

  /**
   * The keys are gone.
   *
   * @param members whose
   */
  record Shredded(List<MemberId> members) implements MemberEntries {
    public static final String KIND = "member.shredded";

    public Shredded {
      members = List.copyOf(members);
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> out.putTexts("members", members.stream().map(MemberId::value).toList())));
    }
  }

  /**
   * All that is held on a person is about to be given out.
   *
   * @param members all numbers of the person
   * @param by the operator
   * @param reason a word: 1 to 128 letters, digits and {@code . _ / : -}
   */
  record Exported(List<MemberId> members, String by, String reason) implements MemberEntries {
    public static final String KIND = "member.exported";

    public Exported {
      members = List.copyOf(members);
      Objects.requireNonNull(by, "by");
      Values.word("reason", reason);
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.putTexts("members", members.stream().map(MemberId::value).toList())
                      .put("by", by)
                      .put("reason", reason)));
    }
  }
}
