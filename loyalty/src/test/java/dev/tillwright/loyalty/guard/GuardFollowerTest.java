package dev.tillwright.loyalty.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedSale;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal, watched. */
class GuardFollowerTest {
  static final String SIGNALS =
      ("{'schema':1,'signals':["
              + "{'id':'own','type':'ownAccount','then':'REFUSE'},"
              + "{'id':'fast','type':'velocity','then':'REVIEW','accruals':3,'within':'PT10M'},"
              + "{'id':'loop','type':'buyAndRefund','then':'REVIEW','sales':1,'percent':80,"
              + "'within':'P30D'},"
              + "{'id':'taken','type':'takeover','then':'REVIEW','points':50,'within':'P2D'}]}")
          .replace('\'', '"');

  @TempDir Path dir;

  private static List<GuardCase> open(GuardShop shop) {
    return shop.settled().guard.list(GuardCase.State.OPEN, 100);
  }

  @Test
  void sales_areJudgedByTheSignalsThatWereAdoptedBefore() {
    try (GuardShop shop = new GuardShop(dir)) {
      shop.sale("m-1", "17", 10);
      shop.sale("m-1", "17", 10);
      shop.sale("m-1", "17", 10);
      assertThat(open(shop)).isEmpty();
      shop.say(new GuardEntries.Adopted(SIGNALS));
      CompletedSale fourth = shop.sale("m-1", "17", 12);

      List<GuardCase> cases = open(shop);
      assertThat(cases).hasSize(1);
      assertThat(cases.get(0).activity().sale()).isEqualTo(fourth.id().toString());
      assertThat(cases.get(0).points()).isEqualTo(12);
      assertThat(cases.get(0).then()).isEqualTo(Signal.Then.REVIEW);
      assertThat(cases.get(0).findings())
          .containsExactly(new Finding("fast", "accrual 4 within 10 minutes"));
    }
  }

  @Test
  void whatARuleOfTheProgramWantsToBeLookedAt_isACase_alsoWithoutSignals() {
    try (GuardShop shop = new GuardShop(dir)) {
      shop.sale("m-1", "17", 500);
      shop.reviews = List.of("large.sale");
      shop.sale("m-1", "17", 900);

      List<GuardCase> cases = open(shop);
      assertThat(cases).hasSize(1);
      assertThat(cases.get(0).then()).isEqualTo(Signal.Then.REVIEW);
      assertThat(cases.get(0).findings())
          .containsExactly(new Finding("large.sale", "a rule of the program asks for it"));
      shop.desk.setAside(GuardShop.PATIENCE);
      assertThat(shop.available("m-1")).as("the award waits for a person").isEqualTo(500);
    }
  }

  @Test
  void staff_onTheirOwnCardAreRefused_untilItIsTheirsNoMore() {
    try (GuardShop shop = new GuardShop(dir)) {
      shop.say(new GuardEntries.Adopted(SIGNALS));
      shop.say(new GuardEntries.Staff("17", "m-17", true));
      shop.sale("m-17", "18", 5);
      shop.sale("m-17", "17", 6);
      shop.say(new GuardEntries.Staff("17", "m-17", false));
      shop.at(GuardShop.NOON.plusSeconds(3_600)).sale("m-17", "17", 7);

      assertThat(open(shop))
          .extracting(each -> each.then() + " " + each.points())
          .containsExactly("REFUSE 6");
    }
  }

  @Test
  void goodsThatComeBack_andPointsSpentAfterAChange_areCases() {
    try (GuardShop shop = new GuardShop(dir)) {
      shop.say(new GuardEntries.Adopted(SIGNALS));
      CompletedSale sale = shop.sale("m-2", "17", 100);
      shop.back(sale, 79);
      shop.back(sale, 1);
      shop.say(new GuardEntries.Changed("m-3"));
      shop.sale("m-3", "17", 20, 49);
      shop.sale("m-3", "17", 20, 50);

      assertThat(open(shop))
          .extracting(each -> each.activity().kind() + " " + each.findings().get(0).signal())
          .containsExactly("REFUND loop", "BURN taken");
    }
  }

  @Test
  void aSaleThatIsReportedTwice_isJudgedOnce_andARebuildGivesTheSame() {
    try (GuardShop shop = new GuardShop(dir)) {
      shop.say(new GuardEntries.Adopted(SIGNALS));
      CompletedSale first = shop.sale("m-1", "17", 10);
      shop.journal.append(first.toDraft(), GuardShop.PATIENCE);
      shop.journal.append(first.toDraft(), GuardShop.PATIENCE);
      assertThat(open(shop)).isEmpty();
      shop.sale("m-1", "17", 10);
      shop.sale("m-1", "17", 10);
      List<GuardCase> before = open(shop);
      assertThat(before).hasSize(1);

      shop.journal.rebuild(GuardFollower.NAME);
      assertThat(open(shop)).isEqualTo(before);
    }
  }

  @Test
  void aClaim_countsOnlyWhenTheJournalProvesIt() {
    try (GuardShop shop = new GuardShop(dir)) {
      CompletedSale sale = shop.sale("m-1", "17", 10);
      Entry entry = shop.journal.head().orElseThrow();
      SaleProof proof = SaleProof.over(shop.journal);
      AccrualClaim sound =
          new AccrualClaim("till-01", entry.seq(), entry.hash(), sale.id(), "m-1", 10);

      assertThat(proof.judge(sound)).isInstanceOf(Verdict.Clear.class);
      refused(proof, claim(sound, "till-02", entry.seq(), entry.hash(), 10), "no journal");
      refused(proof, claim(sound, "till-01", entry.seq() + 1, entry.hash(), 10), "no journal");
      refused(proof, claim(sound, "till-01", entry.seq(), "0".repeat(64), 10), "another hash");
      refused(proof, claim(sound, "till-01", entry.seq(), entry.hash(), 11), "number of points");
      refused(
          proof,
          new AccrualClaim("till-01", entry.seq(), entry.hash(), sale.id(), "m-2", 10),
          "another member");
      shop.say(new GuardEntries.Changed("m-1"));
      Entry other = shop.journal.head().orElseThrow();
      refused(proof, claim(sound, "till-01", other.seq(), other.hash(), 10), "no sale");
    }
  }

  private static AccrualClaim claim(
      AccrualClaim of, String terminal, long seq, String hash, long points) {
    return new AccrualClaim(terminal, seq, hash, of.sale(), of.member(), points);
  }

  private static void refused(SaleProof proof, AccrualClaim claim, String why) {
    assertThat(proof.judge(claim)).isInstanceOf(Verdict.Refused.class);
    assertThat(proof.judge(claim).findings().get(0).reason()).contains(why);
  }
}
