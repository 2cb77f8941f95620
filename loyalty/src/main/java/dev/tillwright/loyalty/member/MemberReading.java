package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.member.MemberEntries.SealedIdentifier;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link MemberEntries} and {@link ContactEntries} write. */
final class MemberReading {

  private MemberReading() {}

  static Optional<MemberEntries> read(Entry entry) {
    return switch (entry.kind()) {
      case MemberEntries.Enrolled.KIND -> Optional.of(enrolled(in(entry)));
      case MemberEntries.Identified.KIND -> Optional.of(identified(in(entry)));
      case MemberEntries.Unidentified.KIND -> Optional.of(unidentified(in(entry)));
      case MemberEntries.Profiled.KIND -> Optional.of(profiled(in(entry)));
      case MemberEntries.Stated.GIVEN -> Optional.of(stated(in(entry), true));
      case MemberEntries.Stated.WITHDRAWN -> Optional.of(stated(in(entry), false));
      case MemberEntries.Preferred.KIND -> Optional.of(preferred(in(entry)));
      case MemberEntries.Merged.KIND -> Optional.of(merged(in(entry)));
      case MemberEntries.Unmerged.KIND -> Optional.of(unmerged(in(entry)));
      case MemberEntries.Erased.KIND -> {
        JsonIn in = in(entry);
        yield Optional.of(new MemberEntries.Erased(members(in), in.text("by"), word(in, "reason")));
      }
      case MemberEntries.Shredded.KIND ->
          Optional.of(new MemberEntries.Shredded(members(in(entry))));
      case MemberEntries.Exported.KIND -> {
        JsonIn in = in(entry);
        yield Optional.of(
            new MemberEntries.Exported(members(in), in.text("by"), word(in, "reason")));
      }
      default -> Optional.empty();
    };
  }

  private static JsonIn in(Entry entry) {
    return JsonIn.parse(entry.payload());
  }

  private static MemberEntries enrolled(JsonIn in) {
    return new MemberEntries.Enrolled(
        member(in, "member"),
        in.text("by"),
        in.number("order"),
        in.text("profile"),
        in.objects("identifiers").stream().map(MemberReading::identifier).toList());
  }

  private static MemberEntries identified(JsonIn in) {
    return new MemberEntries.Identified(
        member(in, "member"),
        in.text("by"),
        in.number("order"),
        identifier(in.object("identifier")));
  }

  private static MemberEntries unidentified(JsonIn in) {
    return new MemberEntries.Unidentified(
        member(in, "member"), in.text("by"), in.number("order"), slot(in));
  }

  private static MemberEntries profiled(JsonIn in) {
    return new MemberEntries.Profiled(
        member(in, "member"), in.text("by"), in.number("order"), in.text("profile"));
  }

  private static MemberEntries stated(JsonIn in, boolean given) {
    return new MemberEntries.Stated(
        member(in, "member"),
        in.text("by"),
        in.number("order"),
        instant(in, "said"),
        given,
        one(in, "channel", Channel.class),
        one(in, "purpose", Purpose.class),
        in.text("wording"),
        one(in, "source", ConsentSource.class),
        in.optionalText("proof").orElse(null));
  }

  private static MemberEntries preferred(JsonIn in) {
    return new MemberEntries.Preferred(
        member(in, "member"),
        in.text("by"),
        in.number("order"),
        instant(in, "said"),
        one(in, "preference", Preference.class),
        in.truth("on"),
        one(in, "source", ConsentSource.class));
  }

  private static MemberEntries merged(JsonIn in) {
    MemberId from = member(in, "from");
    MemberId into = member(in, "into");
    if (from.equals(into)) {
      throw in.wrong("into", "another number was expected");
    }
    return new MemberEntries.Merged(from, into, in.text("by"), in.number("order"));
  }

  private static MemberEntries unmerged(JsonIn in) {
    return new MemberEntries.Unmerged(member(in, "member"), in.text("by"), in.number("order"));
  }

  private static SealedIdentifier identifier(JsonIn in) {
    return new SealedIdentifier(
        slot(in), one(in, "kind", IdentifierKind.class), in.text("index"), in.text("value"));
  }

  private static int slot(JsonIn in) {
    long slot = in.number("slot");
    if (slot < 1 || slot > Integer.MAX_VALUE) {
      throw in.wrong("slot", "a number from 1 was expected");
    }
    return (int) slot;
  }

  private static List<MemberId> members(JsonIn in) {
    List<MemberId> members = new ArrayList<>();
    for (String each : in.texts("members")) {
      members.add(number(in, "members", each));
    }
    return members;
  }

  static MemberId member(JsonIn in, String name) {
    return number(in, name, in.text(name));
  }

  private static MemberId number(JsonIn in, String name, String text) {
    try {
      return MemberId.of(text);
    } catch (IllegalArgumentException e) {
      throw in.wrong(name, "a member's number was expected");
    }
  }

  static String word(JsonIn in, String name) {
    String word = in.text(name);
    if (!Values.isWord(word)) {
      throw in.wrong(name, "a word was expected");
    }
    return word;
  }

  static Instant instant(JsonIn in, String name) throws JsonException {
    try {
      return Instant.parse(in.text(name));
    } catch (DateTimeException e) {
      throw in.wrong(name, "an instant was expected");
    }
  }

  static <E extends Enum<E>> E one(JsonIn in, String name, Class<E> of) {
    try {
      return Enum.valueOf(of, in.text(name));
    } catch (IllegalArgumentException e) {
      throw in.wrong(name, "a known name was expected");
    }
  }
}
