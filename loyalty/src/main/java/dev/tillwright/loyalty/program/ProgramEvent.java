package dev.tillwright.loyalty.program;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a version of a program: the payload of the entry {@value #KIND}. A
 * version keeps its words in the journal, so that every award can be worked out again from its
 * digest.
 */
public sealed interface ProgramEvent {
  /** The kind of journal entry whose payload this is. */
  String KIND = "points.program";

  /**
   * A version was written, or written anew before it was approved.
   *
   * @param program which
   */
  record Drafted(Program program) implements ProgramEvent {}

  /**
   * A version was approved and is frozen.
   *
   * @param name identifier and version: {@code "corner-club/3"}
   * @param digest of what was approved
   * @param by who
   */
  record Approved(String name, String digest, String by) implements ProgramEvent {
    public Approved {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(by, "by");
    }
  }

  /**
   * A version was taken out of force for good.
   *
   * @param name identifier and version
   * @param by who
   */
  record Retired(String name, String by) implements ProgramEvent {
    public Retired {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(by, "by");
    }
  }

  /** The journal entry to be written. */
  default Draft toDraft() {
    return new Draft(
        KIND,
        JsonOut.object(
            out -> {
              if (this instanceof Drafted drafted) {
                out.put("event", "drafted").put("program", drafted.program().toJson());
              } else if (this instanceof Approved approved) {
                out.put("event", "approved")
                    .put("name", approved.name())
                    .put("digest", approved.digest())
                    .put("by", approved.by());
              } else if (this instanceof Retired retired) {
                out.put("event", "retired").put("name", retired.name()).put("by", retired.by());
              }
            }));
  }

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not one of these
   */
  static Optional<ProgramEvent> read(Entry entry) {
    if (!entry.kind().equals(KIND)) {
      return Optional.empty();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    return Optional.of(
        switch (in.text("event")) {
          case "drafted" -> new Drafted(Program.parse(in.text("program")));
          case "approved" -> new Approved(in.text("name"), in.text("digest"), in.text("by"));
          case "retired" -> new Retired(in.text("name"), in.text("by"));
          default -> throw in.wrong("event", "drafted, approved or retired was expected");
        });
  }
}
