package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonOut;
import java.util.List;

/**
 * What is carried out of the till, and who looked at what is not for everybody; both before it is
 * answered:
 *
 * <pre>
 * data.exported  operator, what
 * data.seen      operator, what
 * </pre>
 */
final class Exports {
  private Exports() {}

  /** Needs {@link Permission#EXPORT}. */
  static void out(Till till, OperatorSession session, String what) {
    till.require(session, Permission.EXPORT);
    write(till, "data.exported", session, what);
  }

  /** All of the journal holds what goods cost and what is planned: both permissions besides. */
  static void whole(Till till, OperatorSession session, String what) {
    till.require(session, Permission.READ_COSTS);
    till.require(session, Permission.READ_PLANS);
    out(till, session, what);
  }

  static void seen(Till till, OperatorSession session, String what) {
    write(till, "data.seen", session, what);
  }

  private static void write(Till till, String kind, OperatorSession session, String what) {
    till.opened()
        .books()
        .append(
            List.of(
                new Draft(
                    kind,
                    JsonOut.object(
                        out -> out.put("operator", session.operator().id()).put("what", what)))));
  }
}
