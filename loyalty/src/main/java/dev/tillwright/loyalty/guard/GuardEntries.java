package dev.tillwright.loyalty.guard;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Objects;
import java.util.Optional;

/** The journal entries that guard points. */
public sealed interface GuardEntries {

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<GuardEntries> read(Entry entry) {
    return switch (entry.kind()) {
      case Adopted.KIND -> Optional.of(new Adopted(entry.payload()));
      case Staff.KIND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        yield Optional.of(new Staff(in.text("operator"), in.text("member"), in.truth("own")));
      }
      case Changed.KIND -> Optional.of(new Changed(JsonIn.parse(entry.payload()).text("member")));
      case Held.KIND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        yield Optional.of(new Held(in.text("case"), in.text("key"), in.number("points")));
      }
      case Decided.KIND -> Optional.of(decided(JsonIn.parse(entry.payload())));
      default -> Optional.empty();
    };
  }

  private static Decided decided(JsonIn in) {
    GuardCase.State state =
        switch (in.text("decision")) {
          case "RELEASED" -> GuardCase.State.RELEASED;
          case "REFUSED" -> GuardCase.State.REFUSED;
          default -> throw in.wrong("decision", "RELEASED or REFUSED was expected");
        };
    return new Decided(in.text("case"), state, in.text("operator"), in.text("reason"));
  }

  /**
   * From here on these signals are looked for.
   *
   * @param json as {@link GuardRules#parse} reads it
   */
  record Adopted(String json) implements GuardEntries {
    public static final String KIND = "guard.rules";

    public Adopted {
      GuardRules.parse(json);
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, json);
    }
  }

  /**
   * A member number is an operator's own, or is no more.
   *
   * @param operator who
   * @param member the number
   * @param own whether it is
   */
  record Staff(String operator, String member, boolean own) implements GuardEntries {
    public static final String KIND = "guard.staff";

    public Staff {
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(member, "member");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> out.put("operator", operator).put("member", member).put("own", own)));
    }
  }

  /**
   * Contact, secret or device of an account was changed; to what is of no concern here.
   *
   * @param member whose
   */
  record Changed(String member) implements GuardEntries {
    public static final String KIND = "guard.changed";

    public Changed {
      Objects.requireNonNull(member, "member");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(out -> out.put("member", member)));
    }
  }

  /**
   * The points of a case are set aside.
   *
   * @param id the case
   * @param key of the ledger's entry beside this one that takes them; empty when nothing is taken
   * @param points so many
   */
  record Held(String id, String key, long points) implements GuardEntries {
    public static final String KIND = "guard.held";

    public Held {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(key, "key");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND, JsonOut.object(out -> out.put("case", id).put("key", key).put("points", points)));
    }
  }

  /**
   * A person has decided.
   *
   * @param id the case
   * @param decision {@code RELEASED} or {@code REFUSED}
   * @param operator who decided
   * @param reason why
   */
  record Decided(String id, GuardCase.State decision, String operator, String reason)
      implements GuardEntries {
    public static final String KIND = "guard.decided";

    public Decided {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(reason, "reason");
      if (!decision.decided()) {
        throw new IllegalArgumentException("a decision releases or refuses");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("case", id)
                      .put("decision", decision.name())
                      .put("operator", operator)
                      .put("reason", reason)));
    }
  }
}
