package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The journal entries about contacts: no address and no text stands in them. */
public sealed interface ContactEntries {

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<ContactEntries> read(Entry entry) {
    return switch (entry.kind()) {
      case Attempted.KIND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        yield Optional.of(new Attempted(Wish.read(in), (int) in.number("attempt")));
      }
      case Refused.KIND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        yield Optional.of(
            new Refused(Wish.read(in), MemberReading.one(in, "reason", ContactRefusal.class)));
      }
      case Ended.KIND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        yield Optional.of(
            new Ended(
                in.text("contact"),
                MemberReading.one(in, "outcome", ContactOutcome.class),
                MemberReading.instant(in, "at"),
                in.text("by")));
      }
      case Looked.KIND ->
          Optional.of(new Looked(MemberReading.instant(JsonIn.parse(entry.payload()), "at")));
      default -> Optional.empty();
    };
  }

  /**
   * What was asked for.
   *
   * @param key the caller's name for it
   * @param asked the number that was asked for
   * @param member the one that it is now, by mergers
   * @param channel by what
   * @param purpose what for
   * @param wording of the text
   * @param policy whose hours and caps were looked at
   * @param at the gate's clock, to the millisecond
   */
  record Wish(
      String key,
      MemberId asked,
      MemberId member,
      Channel channel,
      Purpose purpose,
      String wording,
      String policy,
      Instant at) {
    public Wish {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(channel, "channel");
      Objects.requireNonNull(purpose, "purpose");
      Objects.requireNonNull(wording, "wording");
      Objects.requireNonNull(policy, "policy");
      Objects.requireNonNull(at, "at");
    }

    private void write(JsonOut out) {
      out.put("key", key)
          .put("asked", asked.value())
          .put("member", member.value())
          .put("channel", channel.name())
          .put("purpose", purpose.name())
          .put("wording", wording)
          .put("policy", policy)
          .put("at", at.toString());
    }

    private static Wish read(JsonIn in) {
      return new Wish(
          MemberReading.word(in, "key"),
          MemberReading.member(in, "asked"),
          MemberReading.member(in, "member"),
          MemberReading.one(in, "channel", Channel.class),
          MemberReading.one(in, "purpose", Purpose.class),
          in.text("wording"),
          in.text("policy"),
          MemberReading.instant(in, "at"));
    }
  }

  /**
   * A contact is let through; it goes out after this entry is durable.
   *
   * @param wish what was asked for
   * @param attempt the how manieth of its key; above 1 only after one that never left the house
   */
  record Attempted(Wish wish, int attempt) implements ContactEntries {
    public static final String KIND = "contact.attempted";

    public Attempted {
      Objects.requireNonNull(wish, "wish");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> {
                wish.write(out);
                out.put("attempt", attempt);
              }));
    }
  }

  /**
   * A contact is not made.
   *
   * @param wish what was asked for
   * @param reason why
   */
  record Refused(Wish wish, ContactRefusal reason) implements ContactEntries {
    public static final String KIND = "contact.refused";

    public Refused {
      Objects.requireNonNull(wish, "wish");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> {
                wish.write(out);
                out.put("reason", reason.name());
              }));
    }
  }

  /**
   * What became of a contact. A later entry may know better; {@code UNKNOWN} never stands against
   * one that knows.
   *
   * @param contact terminal and position of its attempt: {@code till-01/42}
   * @param outcome what
   * @param at when, by the gate's clock
   * @param by who says so: {@code sender}, {@code recovery}, or an operator
   */
  record Ended(String contact, ContactOutcome outcome, Instant at, String by)
      implements ContactEntries {
    public static final String KIND = "contact.ended";

    public Ended {
      Objects.requireNonNull(contact, "contact");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("contact", contact)
                      .put("outcome", outcome.name())
                      .put("at", at.toString())
                      .put("by", by)));
    }
  }

  /**
   * The gate was asked how old a contact is while its clock was behind where it had been: the time
   * that passes counts from here.
   *
   * @param at the gate's clock
   */
  record Looked(Instant at) implements ContactEntries {
    public static final String KIND = "contact.looked";

    public Looked {
      Objects.requireNonNull(at, "at");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(out -> out.put("at", at.toString())));
    }
  }
}
