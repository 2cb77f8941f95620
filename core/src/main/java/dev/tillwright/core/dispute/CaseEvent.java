package dev.tillwright.core.dispute;

import java.time.Instant;
import java.util.Objects;

/** What happens to a case; each is one journal entry, whose fields {@link CaseEntries} gives. */
public sealed interface CaseEvent {

  /** Which case. */
  String id();

  /** Who. */
  String operator();

  /** It came in. */
  record Opened(String id, String operator, CaseIntake intake) implements CaseEvent {
    public Opened {
      Objects.requireNonNull(intake, "intake");
    }
  }

  /** It stands somewhere else now. */
  record Moved(String id, String operator, CaseState state, String note) implements CaseEvent {
    public Moved {
      note = CaseText.note(note, "note");
    }
  }

  /** An answer is due at another time. */
  record Due(String id, String operator, Instant deadline, String note) implements CaseEvent {
    public Due {
      note = CaseText.note(note, "note");
    }
  }

  /** Something was said, found or done. */
  record Noted(String id, String operator, String note) implements CaseEvent {
    public Noted {
      note = CaseText.note(note, "note");
    }
  }

  /**
   * Its evidence left the till.
   *
   * @param sha256 of the bundle, 64 hexadecimal digits
   * @param clearSignature whether the signature's strokes were in it
   */
  record Exported(String id, String operator, String sha256, boolean clearSignature)
      implements CaseEvent {}
}
