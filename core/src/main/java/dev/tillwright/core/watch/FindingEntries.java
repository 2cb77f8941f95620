package dev.tillwright.core.watch;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.watch.Evidence.Source;
import dev.tillwright.core.watch.Finding.Severity;
import java.time.Instant;

/**
 * Findings as journal entries; nothing that was found is ever changed, only followed by another:
 *
 * <pre>
 * finding.found      id, detector, severity, cause, terminal, subject, evidence[{source, place}],
 *                    sentence, action, since
 * finding.corrected  id, operator, action, result, done    what was done about it, and what it
 *                    came to; it stays open when {@code done} is false
 * finding.dismissed  id, operator, reason
 * </pre>
 */
final class FindingEntries {
  static final String FOUND = "finding.found";
  static final String CORRECTED = "finding.corrected";
  static final String DISMISSED = "finding.dismissed";

  private FindingEntries() {}

  static Draft found(Finding finding) {
    return new Draft(FOUND, text(finding));
  }

  static Draft corrected(Finding finding, String operator, String result, boolean done) {
    return new Draft(
        CORRECTED,
        JsonOut.object(
            out ->
                out.put("id", finding.id())
                    .put("operator", operator)
                    .put("action", finding.action().name())
                    .put("result", result)
                    .put("done", done)));
  }

  static Draft dismissed(String id, String operator, String reason) {
    return new Draft(
        DISMISSED,
        JsonOut.object(out -> out.put("id", id).put("operator", operator).put("reason", reason)));
  }

  private static String text(Finding finding) {
    return JsonOut.object(
        out ->
            out.put("id", finding.id())
                .put("detector", finding.detector().name())
                .put("severity", finding.severity().name())
                .put("cause", finding.cause().name())
                .put("terminal", finding.terminal())
                .put("subject", finding.subject())
                .putAll(
                    "evidence",
                    finding.evidence(),
                    (it, evidence) ->
                        it.put("source", evidence.source().name()).put("place", evidence.place()))
                .put("sentence", finding.sentence())
                .put("action", finding.action().name())
                .put("since", finding.since().toString()));
  }

  static Finding finding(String payload) {
    JsonIn in = JsonIn.parse(payload);
    return new Finding(
        in.text("id"),
        Detector.valueOf(in.text("detector")),
        Severity.valueOf(in.text("severity")),
        Cause.valueOf(in.text("cause")),
        in.text("terminal"),
        in.text("subject"),
        in.objects("evidence").stream()
            .map(it -> new Evidence(Source.valueOf(it.text("source")), it.text("place")))
            .toList(),
        in.text("sentence"),
        Action.valueOf(in.text("action")),
        Instant.parse(in.text("since")));
  }
}
