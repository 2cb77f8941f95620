package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.loyalty.insight.campaign.CampaignEntries;
import dev.tillwright.loyalty.insight.feedback.FeedbackEntries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E12: recognised, enrolled in one step, merged and separated, told what is held. */
class MembersTest {
  private static final String PHONE = "+447700900123";

  @TempDir Path dir;
  private MemberShop shop;
  private Members members;

  @BeforeEach
  void open() {
    shop = new MemberShop(dir, MemberShop.policy());
    members = shop.members;
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void enrolled_isRecognisedByEachIdentifier_inAnyUsualWriting() {
    MemberId id =
        shop.enrol(
            Enrolment.by(Identifier.phone("+44 7700 900-123"))
                .and(Identifier.card(new CardToken("tok-8812")))
                .and(Identifier.qr("https://shop.example/m?1"))
                .and(Identifier.app("acct-9"))
                .and(Identifier.partner("airline", "QX-17")));
    for (Identifier each :
        List.of(
            Identifier.phone("+44(7700)900.123"),
            Identifier.card(new CardToken("tok-8812")),
            Identifier.qr("https://shop.example/m?1"),
            Identifier.app("acct-9"),
            Identifier.partner("airline", "QX-17"))) {
      assertThat(members.identify(shop.bob, each)).as(each.toString()).contains(id);
    }
    // The same characters as another kind of identifier are somebody else's.
    assertThat(members.identify(shop.bob, Identifier.qr("acct-9"))).isEmpty();
    assertThat(members.identify(shop.bob, Identifier.partner("hotel", "QX-17"))).isEmpty();
  }

  @Test
  void enrolment_isOneStep_withConsents_inOneCommit() {
    MemberId id = shop.agreed(PHONE);
    assertThat(members.queries().consent(id, Channel.SMS, Purpose.MARKETING))
        .isEqualTo(ConsentState.GIVEN);
    assertThat(members.queries().consent(id, Channel.SMS, Purpose.FEEDBACK))
        .isEqualTo(ConsentState.NEVER);
    assertThat(members.queries().statements(id, 100))
        .hasSize(5)
        .allSatisfy(
            each -> {
              assertThat(each.wording()).isEqualTo("terms/2");
              assertThat(each.source()).isEqualTo(ConsentSource.TILL);
              assertThat(each.said()).isEqualTo(MemberShop.NOON);
              assertThat(each.by()).isEqualTo("bob");
            });
    for (Preference each : Preference.values()) {
      assertThat(members.queries().wants(id, each)).as(each.name()).isFalse();
    }
  }

  @Test
  void enrolledAgain_isKnown_andSeveral_areSaid() {
    MemberId one = shop.enrol(Enrolment.by(Identifier.phone(PHONE)));
    MemberId two = shop.enrol(Enrolment.by(Identifier.app("acct-2")));
    assertThat(members.enrol(shop.bob, Enrolment.by(Identifier.phone(PHONE)).build()))
        .isEqualTo(new Enrolled.Known(one));
    assertThat(
            members.enrol(
                shop.bob,
                Enrolment.by(Identifier.phone(PHONE)).and(Identifier.app("acct-2")).build()))
        .isEqualTo(new Enrolled.Contradictory(Set.of(one, two)));
    assertThat(shop.entries(MemberEntries.Enrolled.KIND)).hasSize(2);
  }

  @Test
  void numberOfBefore_isKept_andNotGivenTwice() {
    MemberId old = MemberId.of("10007");
    assertThat(shop.enrol(Enrolment.by(Identifier.phone(PHONE)).number(old))).isEqualTo(old);
    assertThat(members.enrol(shop.bob, Enrolment.by(Identifier.app("acct-2")).number(old).build()))
        .isEqualTo(new Enrolled.Known(old));
  }

  @Test
  void identifiers_areBounded_andOneMembers() {
    MemberId one = shop.enrol(Enrolment.by(Identifier.phone(PHONE)));
    MemberId two = shop.enrol(Enrolment.by(Identifier.app("acct-2")));
    assertThat(members.identifyBy(shop.bob, two, Identifier.phone(PHONE)))
        .isEqualTo(MemberResult.TAKEN);
    for (int more = 1; more < Enrolment.MAX_IDENTIFIERS; more++) {
      assertThat(members.identifyBy(shop.bob, one, Identifier.qr("code-" + more)))
          .isEqualTo(MemberResult.DONE);
    }
    assertThat(members.identifyBy(shop.bob, one, Identifier.qr("one-too-many")))
        .isEqualTo(MemberResult.TOO_MANY);
    assertThat(members.forget(shop.bob, one, Identifier.phone(PHONE))).isEqualTo(MemberResult.DONE);
    assertThat(members.identify(shop.bob, Identifier.phone(PHONE))).isEmpty();
    assertThat(members.forget(shop.bob, one, Identifier.phone(PHONE)))
        .isEqualTo(MemberResult.UNKNOWN);
    assertThat(members.identifyBy(shop.bob, one, Identifier.qr("one-too-many")))
        .isEqualTo(MemberResult.DONE);
    Enrolment.Builder many = Enrolment.by(Identifier.app("acct-3"));
    for (int more = 0; more < Enrolment.MAX_IDENTIFIERS; more++) {
      many.and(Identifier.qr("other-" + more));
    }
    assertThatThrownBy(many::build).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void merged_isFoundByBoth_whatOneForbade_isForbidden_andUnmergedStandsAsBefore() {
    MemberId one = shop.agreed(PHONE);
    MemberId two = shop.agreed("+447700900456");
    members.withdraw(
        shop.bob, two, Set.of(Channel.EMAIL), EnumSet.allOf(Purpose.class), ConsentSource.WEB);
    assertThat(members.merge(shop.ann, two, one)).isEqualTo(MemberResult.DONE);
    assertThat(members.merge(shop.ann, one, two)).isEqualTo(MemberResult.SAME);
    assertThat(members.identify(shop.bob, Identifier.phone("+447700900456"))).contains(one);
    assertThat(members.queries().current(two)).isEqualTo(one);
    assertThat(members.queries().find(two).orElseThrow().numbers()).containsExactly(one, two);
    assertThat(members.queries().consent(one, Channel.EMAIL, Purpose.MARKETING))
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(members.queries().consent(one, Channel.SMS, Purpose.MARKETING))
        .isEqualTo(ConsentState.GIVEN);

    assertThat(members.unmerge(shop.ann, one)).isEqualTo(MemberResult.NOT_MERGED);
    assertThat(members.unmerge(shop.ann, two)).isEqualTo(MemberResult.DONE);
    assertThat(members.identify(shop.bob, Identifier.phone("+447700900456"))).contains(two);
    assertThat(members.queries().consent(one, Channel.EMAIL, Purpose.MARKETING))
        .isEqualTo(ConsentState.GIVEN);
    assertThat(members.queries().consent(two, Channel.EMAIL, Purpose.MARKETING))
        .isEqualTo(ConsentState.WITHDRAWN);
  }

  @Test
  void mergedNumbers_areAtMostSixteen() {
    MemberId root = shop.enrol(Enrolment.by(Identifier.app("acct-0")));
    for (int each = 1; each < MemberRows.MAX_NUMBERS; each++) {
      MemberId more = shop.enrol(Enrolment.by(Identifier.app("acct-" + each)));
      assertThat(members.merge(shop.ann, more, root)).isEqualTo(MemberResult.DONE);
    }
    MemberId last = shop.enrol(Enrolment.by(Identifier.app("acct-last")));
    assertThat(members.merge(shop.ann, last, root)).isEqualTo(MemberResult.TOO_MANY);
    assertThat(members.merge(shop.ann, root, last)).isEqualTo(MemberResult.TOO_MANY);
  }

  @Test
  void laterStatement_counts_alsoWhenTheClockSteppedBack() {
    MemberId id = shop.agreed(PHONE);
    shop.now = shop.now.minus(Duration.ofDays(400));
    members.withdraw(
        shop.bob, id, Set.of(Channel.SMS), Set.of(Purpose.MARKETING), ConsentSource.TILL);
    assertThat(members.queries().consent(id, Channel.SMS, Purpose.MARKETING))
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(members.queries().statements(id, 1).get(0).said()).isEqualTo(shop.now);
  }

  @Test
  void whoMayNot_isRefused_andChangesNothing() {
    MemberId one = shop.enrol(Enrolment.by(Identifier.phone(PHONE)));
    MemberId two = shop.enrol(Enrolment.by(Identifier.app("acct-2")));
    long before = shop.entries("member.").size();
    assertThatThrownBy(() -> members.merge(shop.bob, one, two))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> members.unmerge(shop.bob, one)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> members.erase(shop.bob, one, "request"))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> members.export(shop.bob, one, "request", new ByteArrayOutputStream()))
        .isInstanceOf(RefusedException.class);
    assertThat(shop.entries("member.")).hasSize((int) before);
  }

  @Test
  void export_holdsWhatTheMemberLeft_andOnlyThat_andIsInTheJournalFirst() {
    MemberId one = shop.agreed(PHONE);
    shop.agreed("+447700900456");
    shop.ask("k1", one, Channel.SMS, Purpose.MARKETING);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(members.export(shop.ann, one, "request/7", out)).isEqualTo(MemberResult.DONE);
    String text = out.toString(StandardCharsets.UTF_8);
    JsonIn in = JsonIn.parse(text);
    assertThat(in.text("member")).isEqualTo(one.value());
    assertThat(in.object("known").object("profile/" + one).text("name")).isEqualTo("Ann Bloggs");
    assertThat(text)
        .contains(PHONE, "form 77", "ann447700900123@example.org", "contact.attempted")
        .doesNotContain("900456");
    assertThat(in.objects("entries").stream().map(each -> each.text("kind")))
        .contains(
            MemberEntries.Enrolled.KIND,
            MemberEntries.Stated.GIVEN,
            ContactEntries.Attempted.KIND,
            MemberEntries.Exported.KIND);
    assertThat(members.export(shop.ann, MemberId.of("nobody"), "request/8", out))
        .isEqualTo(MemberResult.UNKNOWN);
  }

  @Test
  void export_hasWhatTheMemberWrote_andNobodyElseOfADraw() {
    MemberId one = shop.agreed(PHONE);
    shop.ask("k1", one, Channel.SMS, Purpose.MARKETING);
    SaleId sale = new SaleId("till-01", 1, 7);
    byte[] plain = "too cold".getBytes(StandardCharsets.UTF_8);
    String words =
        Base64.getEncoder()
            .encodeToString(shop.seals.seal(MemberSeals.subject(one), plain, "feedback/" + sale));
    shop.journal.append(
        List.of(
            new CampaignEntries.Assigned(
                    "spring", List.of("m-other", one.value()), List.of("m-third"))
                .draft(),
            new FeedbackEntries.Invited(sale, one.value(), "till-01/9").draft(),
            new FeedbackEntries.Given(sale, 2, true, Set.of(), words).draft(),
            new FeedbackEntries.Given(new SaleId("till-01", 1, 8), 5, false, Set.of(), "").draft()),
        MemberShop.PATIENCE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    members.export(shop.ann, one, "request/7", out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("too cold", "SENT")
        .doesNotContain("m-other", "m-third", "till-01.1.8");
    assertThat(JsonIn.parse(text).objects("entries").stream().map(each -> each.text("kind")))
        .contains("campaign.assigned", "feedback.given", ContactEntries.Ended.KIND);
  }

  @Test
  void erasureCutShort_isFinished_byTheNextCall_andByOpening() {
    MemberId one = shop.agreed(PHONE);
    MemberId two = shop.agreed("+447700900456");
    shop.seals.unreachable = true;
    assertThatThrownBy(() -> members.erase(shop.ann, one, "request"))
        .hasMessageContaining("cannot be reached");
    shop.seals.unreachable = false;
    assertThat(shop.entries(MemberEntries.Shredded.KIND)).isEmpty();
    assertThat(members.erase(shop.ann, one, "request")).isEqualTo(MemberResult.ERASED);
    isShredded(one);
    // As a kill between the entry and the key leaves it.
    shop.journal.append(
        new MemberEntries.Erased(List.of(two), "ann", "request").draft(), MemberShop.PATIENCE);
    shop = shop.reopened();
    isShredded(two);
    assertThat(shop.entries(MemberEntries.Shredded.KIND)).hasSize(2);
  }

  @Test
  void numberThatAnotherTillMergedIntoAnErasedOne_canBeErased_too() {
    MemberId one = shop.agreed(PHONE);
    MemberId two = shop.agreed("+447700900456");
    members.erase(shop.ann, one, "request");
    shop.journal.append(
        new MemberEntries.Merged(two, one, "eve", shop.now.toEpochMilli() + 1_000).draft(),
        MemberShop.PATIENCE);
    assertThat(members.erase(shop.ann, two, "request")).isEqualTo(MemberResult.DONE);
    isShredded(two);
    assertThat(members.identify(shop.bob, Identifier.phone("+447700900456"))).isEmpty();
  }

  private void isShredded(MemberId member) {
    assertThatThrownBy(() -> shop.seals.seal(MemberSeals.subject(member), new byte[1], "any"))
        .hasMessageContaining("shredded");
  }

  @Test
  void badInput_isRefused_withoutRepeatingIt() {
    List<Runnable> wrong =
        List.of(
            () -> Identifier.phone("07700900123"),
            () -> Identifier.phone("+44770090012x"),
            () -> Identifier.qr("two words"),
            () -> Identifier.partner("Air Line", "x"),
            () -> Profile.builder().email("ann@example.org\r\nBcc: all"),
            () -> Profile.builder().email("no-at-sign"),
            () -> Profile.builder().name("Ann\nBloggs"),
            () -> Profile.builder().birthday("1980-03-31"),
            () -> MemberId.of("4111111111111111"),
            () -> MemberId.of("a  b"));
    for (Runnable each : wrong) {
      assertThatThrownBy(each::run)
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain(
              "0770",
              "77009",
              "two words",
              "Air Line",
              "example.org",
              "no-at",
              "Bloggs",
              "1980",
              "4111",
              "a  b");
    }
  }

  @Test
  void whatIsKnown_isToldByNobodysToString() {
    Profile profile = MemberShop.profile(PHONE, ZoneId.of("Europe/London"));
    Enrolment enrolment =
        Enrolment.by(Identifier.phone(PHONE))
            .profile(profile)
            .consent(MemberShop.consent(Channel.SMS, Purpose.MARKETING))
            .build();
    for (Object each :
        List.of(profile, enrolment, Identifier.phone(PHONE), enrolment.consents().get(0))) {
      assertThat(each.toString()).doesNotContain("900123", "Bloggs", "form");
    }
  }

  @Test
  void keysOutOfReach_enrolNobody_andTheViewStandsStill_untilTheyAreBack() {
    MemberId one = shop.enrol(Enrolment.by(Identifier.phone(PHONE)));
    shop.seals.unreachable = true;
    assertThatThrownBy(() -> shop.enrol(Enrolment.by(Identifier.app("acct-2"))))
        .hasMessageContaining("cannot be reached");
    shop.seals.unreachable = false;
    assertThat(members.identify(shop.bob, Identifier.phone(PHONE))).contains(one);
    assertThat(members.identify(shop.bob, Identifier.app("acct-2"))).isEmpty();
  }

  @Test
  void twoTerminalsThatDidNotSeeEachOther_showAsDuplicates_untilMerged() {
    MemberId one = shop.enrol(Enrolment.by(Identifier.phone(PHONE)));
    MemberId two = MemberId.of("m-from-another-till");
    MemberSeals seals = new MemberSeals(shop.seals, shop.seals);
    shop.journal.append(
        new MemberEntries.Enrolled(
                two,
                "eve",
                shop.now.toEpochMilli() + 1,
                seals.seal(two, Profile.EMPTY),
                List.of(seals.seal(two, 1, Identifier.phone(PHONE))))
            .draft(),
        MemberShop.PATIENCE);
    assertThat(members.identify(shop.bob, Identifier.phone(PHONE))).contains(one);
    assertThat(members.queries().duplicates(10)).containsExactly(Set.of(one, two));
    assertThat(members.merge(shop.ann, two, one)).isEqualTo(MemberResult.DONE);
    assertThat(members.queries().duplicates(10)).isEmpty();
  }
}
