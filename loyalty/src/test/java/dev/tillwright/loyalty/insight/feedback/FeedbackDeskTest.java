package dev.tillwright.loyalty.insight.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.insight.feedback.FeedbackDesk.Step;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactAnswer;
import dev.tillwright.loyalty.member.ContactGate;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactRefusal;
import dev.tillwright.loyalty.member.ContactRequest;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.Purpose;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E16: feedback in a real journal. */
class FeedbackDeskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ContactText TEXT = new ContactText("ask/1", "", "How was it?");

  @TempDir Path dir;
  private Instant now = Instant.parse("2025-06-04T12:00:00Z"); // a Wednesday
  private Database database;
  private Journal journal;
  private FeedbackDesk desk;
  private FeedbackQueries queries;
  private Feed maker;
  private final List<ContactRequest> asked = new ArrayList<>();
  private @Nullable ContactAnswer answer;
  private final Turned sealer = new Turned();

  @BeforeEach
  void open() {
    database = TestStore.open(dir.resolve("till.db"));
    journal = Journal.open(database, "till-01", new Now());
    journal.follow(new FeedbackFollower());
    queries = new FeedbackQueries(database);
    ContactGate gate =
        (request, deadline) -> {
          asked.add(request);
          ContactAnswer said = answer;
          return said == null
              ? new ContactAnswer.Made("till-01@1", ContactOutcome.DELIVERED)
              : said;
        };
    desk = new FeedbackDesk(journal, gate, FeedbackRules.usual(), () -> now, sealer);
    maker = new Feed(database).forgetful();
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  private final class Now extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new AssertionError("nobody asks");
    }
  }

  /** Not a cipher: what tests need of one is that it opens no longer when it is shredded. */
  private static final class Turned implements Sealer {
    private final Set<Subject> gone = new HashSet<>();

    @Override
    public byte[] seal(Subject subject, byte[] plain, String context) {
      byte[] turned = plain.clone();
      for (int i = 0; i < turned.length; i++) {
        turned[i] ^= 0x55;
      }
      return turned;
    }

    @Override
    public Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
      return gone.contains(subject)
          ? Optional.empty()
          : Optional.of(seal(subject, sealed, context));
    }

    @Override
    public void shred(Subject subject) {
      gone.add(subject);
    }
  }

  private Entry sale(@Nullable String member) {
    CompletedSale sale = maker.sale("till-01", now, member, Feed.item("tea", "food", "3.00"));
    return journal.append(sale.toDraft(), PATIENCE);
  }

  private Step invite(Entry sale) {
    return desk.invite(sale, Channel.SMS, TEXT, PATIENCE);
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  @Test
  void aSaleIsAskedAboutOnce_andAMemberNotTooOften() {
    Entry first = sale("m-1");
    assertThat(invite(first)).isEqualTo(Step.DONE);
    assertThat(invite(first)).isEqualTo(Step.BEFORE);
    later(Duration.ofDays(29));
    assertThat(invite(sale("m-1"))).isEqualTo(Step.TOO_SOON);
    assertThat(invite(sale("m-2"))).isEqualTo(Step.DONE);
    later(Duration.ofDays(1));
    assertThat(invite(sale("m-1"))).isEqualTo(Step.DONE);
    assertThat(invite(sale(null))).isEqualTo(Step.NO_MEMBER);
    Entry old = sale("m-3");
    later(Duration.ofDays(8));
    assertThat(invite(old)).isEqualTo(Step.TOO_LATE);
    assertThat(asked).hasSize(3).extracting(ContactRequest::key).doesNotHaveDuplicates();
    assertThat(asked).extracting(ContactRequest::purpose).containsOnly(Purpose.FEEDBACK);
  }

  @Test
  void whatTheGateRefusesForNow_isAskedAgain_andForGoodIsNot() {
    Entry sale = sale("m-1");
    answer =
        new ContactAnswer.Refused(
            ContactRefusal.OVERALL_CAP, Optional.of(now.plus(Duration.ofDays(1))));
    assertThat(invite(sale)).isEqualTo(Step.LATER);
    answer = new ContactAnswer.Made("till-01@9", ContactOutcome.NOT_SENT);
    assertThat(invite(sale)).isEqualTo(Step.LATER);
    answer = new ContactAnswer.Refused(ContactRefusal.NO_CONSENT, Optional.empty());
    assertThat(invite(sale)).isEqualTo(Step.REFUSED);
    answer = null;
    assertThat(invite(sale)).isEqualTo(Step.BEFORE);
    CompletedSale of = CompletedSale.read(sale);
    assertThat(desk.give(of.id(), 5, Set.of(), "", PATIENCE)).isEqualTo(Step.NOT_NOW);
    // Who was never asked may be asked about the next sale at once.
    assertThat(invite(sale("m-1"))).isEqualTo(Step.DONE);
  }

  @Test
  void aLowScore_isAnswered_andTheLoopIsClosed() {
    CompletedSale of = CompletedSale.read(invited("m-1"));
    assertThat(desk.close(of.id(), "ann", "?", PATIENCE)).isEqualTo(Step.NOT_NOW);
    assertThat(desk.give(of.id(), 1, Set.of("waiting"), "Call me: Li", PATIENCE))
        .isEqualTo(Step.DONE);
    assertThat(desk.give(of.id(), 5, Set.of(), "", PATIENCE)).isEqualTo(Step.BEFORE);
    assertThat(queries.open()).extracting(Feedback::sale).containsExactly(of.id());
    assertThat(queries.unhappy("m-1", Instant.EPOCH)).isPresent();
    assertThat(desk.words(of.id())).contains("Call me: Li");
    String payloads = payloads();
    assertThat(payloads).contains("feedback.given").doesNotContain("Call me");
    assertThat(desk.answer(of.id(), "ann", Channel.SMS, TEXT, PATIENCE)).isEqualTo(Step.DONE);
    assertThat(desk.answer(of.id(), "ann", Channel.SMS, TEXT, PATIENCE)).isEqualTo(Step.BEFORE);
    assertThat(queries.open()).isEmpty();
    assertThat(desk.close(of.id(), "bob", "voucher given", PATIENCE)).isEqualTo(Step.DONE);
    assertThat(desk.close(of.id(), "bob", "again", PATIENCE)).isEqualTo(Step.BEFORE);
    Feedback closed = queries.find(of.id()).orElseThrow();
    assertThat(closed.state()).isEqualTo(Feedback.State.CLOSED);
    assertThat(closed.outcome()).isEqualTo("voucher given");
    assertThat(closed.themes()).containsExactly("waiting");
    assertThat(queries.unhappy("m-1", Instant.EPOCH)).isEmpty();
    sealer.shred(Subject.of("member/m-1"));
    assertThat(desk.words(of.id())).isEmpty();
    Feedback before = queries.find(of.id()).orElseThrow();
    journal.rebuild(FeedbackFollower.NAME);
    journal.awaitFollowers(PATIENCE);
    assertThat(queries.find(of.id())).contains(before);
  }

  private Entry invited(String member) {
    Entry sale = sale(member);
    assertThat(invite(sale)).isEqualTo(Step.DONE);
    return sale;
  }

  private String payloads() {
    StringBuilder all = new StringBuilder();
    journal.read(1, journal.headSeq(), entry -> all.append(entry.kind()).append(entry.payload()));
    return all.toString();
  }

  @Test
  void trends_areThoseOfTheWeeks() {
    for (int i = 0; i < 6; i++) {
      CompletedSale of = CompletedSale.read(invited("m-" + i));
      desk.give(of.id(), 1 + i % 3, i < 2 ? Set.of("price", "staff") : Set.of(), "", PATIENCE);
      later(Duration.ofDays(2));
    }
    // Wednesday, Friday, Sunday; Tuesday, Thursday, Saturday.
    List<FeedbackTrend> weeks =
        queries.weeks(
            "till-01",
            LocalDate.parse("2025-06-01"),
            LocalDate.parse("2025-06-30"),
            ZoneOffset.UTC);
    assertThat(weeks)
        .containsExactly(
            new FeedbackTrend(
                LocalDate.parse("2025-06-02"), 3, 6, 2, Map.of("price", 2L, "staff", 2L)),
            new FeedbackTrend(LocalDate.parse("2025-06-09"), 3, 6, 2, Map.of()));
    assertThat(weeks.get(0).mean()).isEqualTo(2.0);
    assertThat(
            queries.weeks(
                "till-02",
                LocalDate.parse("2025-06-01"),
                LocalDate.parse("2025-06-30"),
                ZoneOffset.UTC))
        .isEmpty();
  }

  @Test
  void whatIsNotWithinTheRules_isRefused() {
    CompletedSale of = CompletedSale.read(invited("m-1"));
    assertThatThrownBy(() -> desk.give(of.id(), 6, Set.of(), "", PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> desk.give(of.id(), 3, Set.of("weather"), "", PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    FeedbackDesk without =
        new FeedbackDesk(
            journal,
            (request, deadline) -> {
              throw new AssertionError("nobody is asked");
            },
            FeedbackRules.usual(),
            () -> now,
            null);
    assertThatThrownBy(() -> without.give(of.id(), 3, Set.of(), "words", PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    later(Duration.ofDays(8));
    assertThat(desk.give(of.id(), 3, Set.of(), "", PATIENCE)).isEqualTo(Step.TOO_LATE);
  }
}
