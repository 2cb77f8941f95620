package dev.tillwright.loyalty.insight.feedback;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.SaleId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The journal entries of feedback:
 *
 * <pre>
 * feedback.invited   sale, member, contact             let through the gate
 * feedback.refused   sale, member, refusal             refused for good
 * feedback.given     sale, score, low, themes[], words sealed words of the member, Base64; may lack
 * feedback.answered  sale, operator, contact           the shop answered, by this contact; may lack
 * feedback.closed    sale, operator, outcome
 * </pre>
 */
public sealed interface FeedbackEntries {

  /** The entry to append. */
  Draft draft();

  /** Which sale it is about. */
  SaleId sale();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<FeedbackEntries> read(Entry entry) {
    if (!entry.kind().startsWith("feedback.")) {
      return Optional.empty();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    return switch (entry.kind()) {
      case Invited.KIND ->
          Optional.of(new Invited(sale(in), in.text("member"), in.text("contact")));
      case Refused.KIND ->
          Optional.of(new Refused(sale(in), in.text("member"), in.text("refusal")));
      case Given.KIND ->
          Optional.of(
              new Given(
                  sale(in),
                  (int) in.number("score"),
                  in.truth("low"),
                  Set.copyOf(in.texts("themes")),
                  in.optionalText("words").orElse("")));
      case Answered.KIND ->
          Optional.of(
              new Answered(sale(in), in.text("operator"), in.optionalText("contact").orElse("")));
      case Closed.KIND ->
          Optional.of(new Closed(sale(in), in.text("operator"), in.text("outcome")));
      default -> Optional.empty();
    };
  }

  private static SaleId sale(JsonIn in) {
    try {
      return SaleId.parse(in.text("sale"));
    } catch (IllegalArgumentException e) {
      throw in.wrong("sale", "a sale's id was expected");
    }
  }

  /** A member was asked. */
  record Invited(SaleId sale, String member, String contact) implements FeedbackEntries {
    public static final String KIND = "feedback.invited";

    public Invited {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(contact, "contact");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("sale", sale.toString()).put("member", member).put("contact", contact)));
    }
  }

  /** The gate refused, and will. */
  record Refused(SaleId sale, String member, String refusal) implements FeedbackEntries {
    public static final String KIND = "feedback.refused";

    public Refused {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(refusal, "refusal");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("sale", sale.toString()).put("member", member).put("refusal", refusal)));
    }
  }

  /** A member said what he thinks. */
  record Given(SaleId sale, int score, boolean low, Set<String> themes, String words)
      implements FeedbackEntries {
    public static final String KIND = "feedback.given";

    public Given {
      Objects.requireNonNull(sale, "sale");
      themes = Set.copyOf(themes);
      Objects.requireNonNull(words, "words");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("sale", sale.toString())
                      .put("score", score)
                      .put("low", low)
                      .putTexts("themes", new TreeSet<>(themes))
                      .put("words", words.isEmpty() ? null : words)));
    }

    /** The score, never the words. */
    @Override
    public String toString() {
      return "Given[" + sale + ", " + score + "]";
    }
  }

  /** The shop answered. */
  record Answered(SaleId sale, String operator, String contact) implements FeedbackEntries {
    public static final String KIND = "feedback.answered";

    public Answered {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(contact, "contact");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("sale", sale.toString())
                      .put("operator", operator)
                      .put("contact", contact.isEmpty() ? null : contact)));
    }
  }

  /** Nothing more is to be done. */
  record Closed(SaleId sale, String operator, String outcome) implements FeedbackEntries {
    public static final String KIND = "feedback.closed";

    public Closed {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(outcome, "outcome");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("sale", sale.toString())
                      .put("operator", operator)
                      .put("outcome", outcome)));
    }
  }
}
