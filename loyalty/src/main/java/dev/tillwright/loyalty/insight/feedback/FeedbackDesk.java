package dev.tillwright.loyalty.insight.feedback;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactAnswer;
import dev.tillwright.loyalty.member.ContactGate;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactRefusal;
import dev.tillwright.loyalty.member.ContactRequest;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.MemberId;
import dev.tillwright.loyalty.member.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks members about their sales, takes what they say, and answers. Everything it does is an entry;
 * {@link FeedbackFollower} must follow the journal.
 *
 * <p><b>Guarantees.</b> About each sale somebody is asked once at most, also across a crash, and
 * through the gate only and whether or not it is asked by the same channel again; a person no
 * oftener than the rules say, by all merged numbers, whatever the gate's caps leave. What a member
 * writes is in the journal sealed for him, so that it goes when he is erased; without a sealer
 * words are refused.
 *
 * <p><b>Threads.</b> One call at a time; have one desk for a journal. Each call waits for the disk
 * and the follower, at most as long as its deadline says for each entry.
 */
public final class FeedbackDesk {
  /** Words are at most so many characters. */
  public static final int MOST_WORDS = 4_000;

  private static final int MOST_OUTCOME = 200;

  /** Refusals that time alone takes away. */
  private static final Set<ContactRefusal> FOR_NOW =
      Set.of(
          ContactRefusal.QUIET_HOURS,
          ContactRefusal.CHANNEL_CAP,
          ContactRefusal.OVERALL_CAP,
          ContactRefusal.NO_SENDER);

  private final Journal journal;
  private final FeedbackQueries queries;
  private final ContactGate gate;
  private final FeedbackRules rules;
  private final InstantSource clock;
  private final @Nullable Sealer sealer;

  /**
   * @param journal whose feedback
   * @param gate through which everybody is asked and answered
   * @param clock says what is too soon and too late
   * @param sealer for words; {@code null} when none are taken
   */
  public FeedbackDesk(
      Journal journal,
      ContactGate gate,
      FeedbackRules rules,
      InstantSource clock,
      @Nullable Sealer sealer) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.queries = new FeedbackQueries(journal.database());
    this.gate = Objects.requireNonNull(gate, "gate");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.sealer = sealer;
  }

  /** What became of a call. */
  public enum Step {
    DONE,
    /** The sale names no member, or is not a sale. */
    NO_MEMBER,
    /** It was done before, or is closed. */
    BEFORE,
    /** The member was asked a short while ago. */
    TOO_SOON,
    /** The sale, or the invitation, is too long ago. */
    TOO_LATE,
    /** The gate refused for now: try again later. */
    LATER,
    /** The gate refused. */
    REFUSED,
    /** Nobody was asked about this sale, or nothing was said yet. */
    NOT_NOW
  }

  /**
   * Asks about a sale.
   *
   * @param sale the entry of the finished sale
   * @param channel by what
   * @param text what the member is told
   */
  public synchronized Step invite(
      Entry sale, Channel channel, ContactText text, Duration deadline) {
    CompletedSale of = CompletedSale.read(sale);
    String member = of.member();
    if (member == null || of.kind() != SaleKind.SALE) {
      return Step.NO_MEMBER;
    }
    settle(deadline);
    if (queries.find(of.id()).isPresent()) {
      return Step.BEFORE;
    }
    Instant now = clock.instant();
    if (sale.at().plus(rules.within()).isBefore(now)) {
      return Step.TOO_LATE;
    }
    if (askedSince(now.minus(rules.between()), MemberId.of(member))) {
      return Step.TOO_SOON;
    }
    ContactAnswer answer =
        gate.once(
            new ContactRequest(
                "f/" + of.id(), MemberId.of(member), channel, Purpose.FEEDBACK, text),
            deadline);
    if (answer instanceof ContactAnswer.Made made) {
      if (made.outcome() == ContactOutcome.NOT_SENT) {
        return Step.LATER;
      }
      append(deadline, new FeedbackEntries.Invited(of.id(), member, made.contact()).draft());
      return Step.DONE;
    }
    ContactAnswer.Refused refused = (ContactAnswer.Refused) answer;
    if (refused.notBefore().isPresent() || FOR_NOW.contains(refused.reason())) {
      return Step.LATER;
    }
    append(deadline, new FeedbackEntries.Refused(of.id(), member, refused.reason().name()).draft());
    return Step.REFUSED;
  }

  /** By any of the person's numbers, and also when the clock was wrong then. */
  private boolean askedSince(Instant after, MemberId member) {
    return queries.invitations(gate.numbers(member)).stream()
        .anyMatch(
            it ->
                it.at().isAfter(after)
                    || gate.madeAt(it.contact()).filter(at -> at.isAfter(after)).isPresent());
  }

  /**
   * Takes what a member says.
   *
   * @param score 1 to the rules' scale
   * @param themes of the rules'
   * @param words of his own, at most {@value #MOST_WORDS} characters; empty for none
   * @throws IllegalArgumentException when it is not within the rules
   * @throws dev.tillwright.core.TillwrightException {@code seal.shredded} when the member was
   *     erased
   */
  public synchronized Step give(
      SaleId sale, int score, Set<String> themes, String words, Duration deadline) {
    if (score < 1 || score > rules.scale() || !rules.themes().containsAll(themes)) {
      throw new IllegalArgumentException("a score and themes of the rules");
    }
    if (words.length() > MOST_WORDS || !words.isEmpty() && sealer == null) {
      throw new IllegalArgumentException("at most " + MOST_WORDS + " characters, and a sealer");
    }
    settle(deadline);
    Feedback of = queries.find(sale).orElse(null);
    if (of == null || of.state() == Feedback.State.NOT_ASKED) {
      return Step.NOT_NOW;
    }
    if (of.state() != Feedback.State.INVITED) {
      return Step.BEFORE;
    }
    if (of.invited().plus(rules.within()).isBefore(clock.instant())) {
      return Step.TOO_LATE;
    }
    append(
        deadline,
        new FeedbackEntries.Given(sale, score, score <= rules.low(), themes, sealed(of, words))
            .draft());
    return Step.DONE;
  }

  private String sealed(Feedback of, String words) {
    Sealer seals = sealer;
    if (words.isEmpty() || seals == null) {
      return "";
    }
    byte[] plain = words.getBytes(StandardCharsets.UTF_8);
    try {
      return Base64.getEncoder()
          .encodeToString(seals.seal(subject(of.member()), plain, context(of.sale())));
    } finally {
      java.util.Arrays.fill(plain, (byte) 0);
    }
  }

  private static Subject subject(String member) {
    return Subject.of("member/" + member);
  }

  private static String context(SaleId sale) {
    return "feedback/" + sale;
  }

  /** What a member wrote; empty when nothing, or when he was erased. */
  public Optional<String> words(SaleId sale) {
    Sealer seals = sealer;
    Feedback of = queries.find(sale).orElse(null);
    String sealed = queries.words(sale);
    if (seals == null || of == null || sealed.isEmpty()) {
      return Optional.empty();
    }
    return seals
        .open(subject(of.member()), Base64.getDecoder().decode(sealed), context(sale))
        .map(plain -> new String(plain, StandardCharsets.UTF_8));
  }

  /**
   * Answers a member through the gate, once.
   *
   * @param operator who answers
   */
  public synchronized Step answer(
      SaleId sale, String operator, Channel channel, ContactText text, Duration deadline) {
    settle(deadline);
    Feedback of = queries.find(sale).orElse(null);
    if (of == null || of.score() == 0) {
      return Step.NOT_NOW;
    }
    if (of.state() != Feedback.State.GIVEN) {
      return Step.BEFORE;
    }
    ContactAnswer answer =
        gate.once(
            new ContactRequest(
                "f/" + sale + "/answer", MemberId.of(of.member()), channel, Purpose.FEEDBACK, text),
            deadline);
    if (answer instanceof ContactAnswer.Made made && made.outcome() != ContactOutcome.NOT_SENT) {
      append(deadline, new FeedbackEntries.Answered(sale, operator, made.contact()).draft());
      return Step.DONE;
    }
    return answer instanceof ContactAnswer.Refused refused
            && refused.notBefore().isEmpty()
            && !FOR_NOW.contains(refused.reason())
        ? Step.REFUSED
        : Step.LATER;
  }

  /**
   * Closes the loop.
   *
   * @param operator who closes it
   * @param outcome what came of it, 1 to 200 characters; nothing that tells who the member is
   */
  public synchronized Step close(SaleId sale, String operator, String outcome, Duration deadline) {
    if (outcome.isBlank() || outcome.length() > MOST_OUTCOME) {
      throw new IllegalArgumentException("an outcome has 1 to " + MOST_OUTCOME + " characters");
    }
    settle(deadline);
    Feedback of = queries.find(sale).orElse(null);
    if (of == null || of.score() == 0) {
      return Step.NOT_NOW;
    }
    if (of.state() == Feedback.State.CLOSED) {
      return Step.BEFORE;
    }
    append(deadline, new FeedbackEntries.Closed(sale, operator, outcome).draft());
    return Step.DONE;
  }

  private void append(Duration deadline, Draft draft) {
    journal.append(draft, deadline);
    settle(deadline);
  }

  private void settle(Duration deadline) {
    journal.awaitFollower(FeedbackFollower.NAME, journal.headSeq(), deadline);
  }
}
