package dev.tillwright.loyalty.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.loyalty.guard.GuardCase.State;
import dev.tillwright.loyalty.guard.GuardDesk.Decision;
import dev.tillwright.loyalty.ledger.Account;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.program.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points that wait, and persons who decide. */
class GuardDeskTest {
  @TempDir Path dir;

  /** Three sales within ten minutes; the third, of 30 points, is a case. */
  private static GuardShop suspicious(Path dir) {
    GuardShop shop = new GuardShop(dir);
    shop.say(new GuardEntries.Adopted(GuardFollowerTest.SIGNALS));
    shop.sale("m-1", "17", 10);
    shop.sale("m-1", "17", 20);
    shop.sale("m-1", "17", 30);
    shop.settled();
    return shop;
  }

  private static String only(GuardShop shop, State state) {
    return shop.settled().guard.list(state, 10).get(0).id();
  }

  @Test
  void pointsUnderReview_waitAndComeBackWhenReleased() {
    try (GuardShop shop = suspicious(dir)) {
      assertThat(shop.available("m-1")).isEqualTo(60);

      assertThat(shop.desk.setAside(GuardShop.PATIENCE)).isEqualTo(1);
      assertThat(shop.desk.setAside(GuardShop.PATIENCE)).as("nothing is open").isZero();
      assertThat(shop.available("m-1")).isEqualTo(30);
      String id = only(shop, State.HELD);
      assertThat(shop.guard.find(id).orElseThrow().held()).isEqualTo(30);

      assertThat(shop.desk.release(id, "boss", "a family shop", GuardShop.PATIENCE))
          .isEqualTo(Decision.DONE);
      assertThat(shop.available("m-1")).isEqualTo(60);
      assertThat(shop.desk.refuse(id, "boss", "after all", GuardShop.PATIENCE))
          .isEqualTo(Decision.DECIDED);
      assertThat(shop.available("m-1")).isEqualTo(60);
      GuardCase decided = shop.guard.find(id).orElseThrow();
      assertThat(decided.state()).isEqualTo(State.RELEASED);
      assertThat(decided.decidedBy() + ": " + decided.reason()).isEqualTo("boss: a family shop");
      assertThat(shop.ledger.conflicts()).isEmpty();
    }
  }

  @Test
  void pointsThatArePending_areSetAsideToo_andWaitOnWhenReleased() {
    Terms plain = Terms.PLAIN;
    Terms pending =
        new Terms(
            Period.ofDays(14),
            plain.expiry(),
            plain.hold(),
            plain.returns(),
            plain.giveBack(),
            plain.shortfall(),
            plain.offline());
    try (GuardShop shop = new GuardShop(dir)) {
      shop.journal.append(
          new LedgerEntries.Adopted(
                  new TermSheet(
                      "club",
                      1,
                      "d",
                      ZoneOffset.UTC,
                      Currency.getInstance("EUR"),
                      pending,
                      Optional.empty()))
              .draft(),
          GuardShop.PATIENCE);
      shop.say(new GuardEntries.Adopted(GuardFollowerTest.SIGNALS));
      shop.sale("m-1", "17", 10);
      shop.sale("m-1", "17", 20);
      shop.sale("m-1", "17", 30);
      assertThat(shop.available("m-1")).isZero();

      shop.desk.setAside(GuardShop.PATIENCE);
      String id = only(shop, State.HELD);
      assertThat(shop.guard.find(id).orElseThrow().held()).isEqualTo(30);
      assertThat(shop.ledger.balance("m-1").pending()).as("the other sales").isEqualTo(30);
      shop.at(GuardShop.NOON.plus(Duration.ofDays(10)));
      assertThat(shop.desk.release(id, "boss", "fine", GuardShop.PATIENCE))
          .isEqualTo(Decision.DONE);
      assertThat(shop.available("m-1")).as("they wait as before").isZero();
      assertThat(shop.ledger.balance("m-1").pending()).isEqualTo(60);
      shop.at(GuardShop.NOON.plus(Duration.ofDays(14)));
      assertThat(shop.available("m-1")).isEqualTo(60);
      assertThat(shop.ledger.conflicts()).isEmpty();
    }
  }

  /** The member spent in between, and the power was cut before the desk looked again. */
  @Test
  void whatTheLedgerRefusedToSetAside_isTakenWhenTheCaseIsRefused() {
    try (GuardShop shop = suspicious(dir)) {
      String id = only(shop, State.OPEN);
      shop.say(new GuardEntries.Held(id, "guard/" + id + "/1", 30));
      shop.journal.append(
          new LedgerEntries.Taken("guard/" + id + "/1", "", "m-1", 100, "under review").draft(),
          GuardShop.PATIENCE);
      assertThat(shop.available("m-1")).as("refused").isEqualTo(60);
      assertThat(shop.desk.refuse(id, "boss", "no", GuardShop.PATIENCE)).isEqualTo(Decision.DONE);
      assertThat(shop.available("m-1")).isEqualTo(30);
    }
  }

  @Test
  void pointsThatAreRefused_areGone() {
    try (GuardShop shop = suspicious(dir)) {
      shop.desk.setAside(GuardShop.PATIENCE);
      String id = only(shop, State.HELD);

      assertThat(shop.desk.refuse(id, "17", "mine", GuardShop.PATIENCE))
          .as("the cashier of the sale")
          .isEqualTo(Decision.OWN_CASE);
      assertThat(shop.desk.refuse(id, "boss", "not a customer", GuardShop.PATIENCE))
          .isEqualTo(Decision.DONE);
      assertThat(shop.available("m-1")).isEqualTo(30);
      assertThat(shop.desk.release("nobody", "boss", "", GuardShop.PATIENCE))
          .isEqualTo(Decision.UNKNOWN);
    }
  }

  @Test
  void pointsSpentBefore_areNotSetAside_andTheRestIsTakenWhenRefused() {
    try (GuardShop shop = suspicious(dir)) {
      shop.sale("m-1", "17", 60, 40); // earns 60 and spends 40 of them: 80 are left, in two cases
      shop.sale("m-1", "18", 80, 75); // earns 80 and spends 75: 85 are left, in three
      assertThat(shop.available("m-1")).isEqualTo(85);

      assertThat(shop.desk.setAside(GuardShop.PATIENCE)).isGreaterThanOrEqualTo(3);
      assertThat(shop.available("m-1")).isZero();
      long held = shop.guard.list(State.HELD, 10).stream().mapToLong(GuardCase::held).sum();
      assertThat(held).isEqualTo(85);
      shop.sale("m-1", "19", 50);
      for (GuardCase each : shop.settled().guard.list(State.HELD, 10)) {
        shop.desk.refuse(each.id(), "boss", "no", GuardShop.PATIENCE);
      }
      assertThat(shop.available("m-1")).as("170 in cases, 85 held, 50 were there").isZero();
    }
  }

  /** H sets aside, R releases, N refuses, b brings 12 of 30 back, B the other 18. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bBHN", "bHBN", "HbBN", "HbNB", "HNbB", "bHNB", "bBHR", "bHBR", "HbBR", "HbRB", "HRbB",
        "bHR", "bHN", "HbR", "HbN", "HNb", "HRb"
      })
  void goodsOfACase_takeTheirPointsBackOnce_whateverComesFirst(String steps) {
    try (GuardShop shop = new GuardShop(dir)) {
      shop.say(new GuardEntries.Adopted(GuardFollowerTest.SIGNALS));
      shop.sale("m-1", "17", 10);
      shop.sale("m-1", "17", 20);
      CompletedSale third = shop.sale("m-1", "17", 30);
      String id = only(shop, State.OPEN);
      long back = 0;
      String wait = "H";
      for (char step : steps.toCharArray()) {
        switch (step) {
          case 'H' -> shop.desk.setAside(GuardShop.PATIENCE);
          case 'R' -> shop.desk.release(id, "boss", "fine", GuardShop.PATIENCE);
          case 'N' -> shop.desk.refuse(id, "boss", "no", GuardShop.PATIENCE);
          default -> {
            long euros = step == 'b' ? 12 : 18;
            shop.back(third, euros);
            back += euros;
          }
        }
        wait = "RN".indexOf(step) < 0 ? wait : String.valueOf(step);
      }
      boolean has = wait.equals("R");
      assertThat(shop.available("m-1")).as(steps).isEqualTo(30 + (has ? 30 - back : 0));
      assertThat(shop.ledger.balance("club", "m-1", GuardShop.NOON).of(Account.TAKEN))
          .as(steps)
          .isEqualTo(has ? 0 : 30 - back);
      assertThat(shop.ledger.totals().accounts().values().stream().mapToLong(each -> each).sum())
          .isZero();
    }
  }

  @Test
  void aReturnThatIsUndone_isUnderReviewAgain_orTheMembersWhenItWasReleased() {
    try (GuardShop shop = suspicious(dir)) {
      String id = only(shop, State.OPEN);
      SaleId sale = SaleId.parse(shop.guard.find(id).orElseThrow().activity().sale());
      shop.desk.setAside(GuardShop.PATIENCE);
      CompletedSale back = shop.back(sale, "m-1", 30);
      undo(shop, "1", back.id().toString());
      assertThat(shop.available("m-1")).isEqualTo(30);
      assertThat(shop.ledger.standing(sale.toString())).as("under review again").isZero();
      shop.desk.release(id, "boss", "fine", GuardShop.PATIENCE);
      assertThat(shop.available("m-1")).isEqualTo(60);
      undo(shop, "2", "1");
      assertThat(shop.available("m-1")).as("the goods came back after all").isEqualTo(30);
      undo(shop, "3", "2");
      assertThat(shop.available("m-1")).isEqualTo(60);
      assertThat(shop.ledger.balance("m-1").of(Account.TAKEN)).isZero();
      assertThat(shop.ledger.conflicts()).isEmpty();
    }
  }

  @Test
  void aReturnThatIsUndoneAfterTheRelease_givesTheMemberThePoints() {
    try (GuardShop shop = suspicious(dir)) {
      String id = only(shop, State.OPEN);
      SaleId sale = SaleId.parse(shop.guard.find(id).orElseThrow().activity().sale());
      shop.desk.setAside(GuardShop.PATIENCE);
      CompletedSale back = shop.back(sale, "m-1", 30);
      shop.desk.release(id, "boss", "fine", GuardShop.PATIENCE);
      assertThat(shop.available("m-1")).as("nothing was left to give back").isEqualTo(30);
      undo(shop, "1", back.id().toString());
      assertThat(shop.available("m-1")).isEqualTo(60);
      assertThat(shop.ledger.balance("m-1").of(Account.TAKEN)).isZero();
      assertThat(shop.ledger.balance("m-1").clawedBack()).isZero();
    }
  }

  private static void undo(GuardShop shop, String key, String of) {
    shop.settled();
    shop.journal.append(new LedgerEntries.Reversed(key, of).draft(), GuardShop.PATIENCE);
    shop.settled();
  }

  @Test
  void everyDecision_isTheSameAfterARebuild() {
    try (GuardShop shop = suspicious(dir)) {
      shop.desk.setAside(GuardShop.PATIENCE);
      String id = only(shop, State.HELD);
      shop.desk.release(id, "boss", "fine", GuardShop.PATIENCE);
      GuardCase before = shop.guard.find(id).orElseThrow();

      shop.journal.rebuild(GuardFollower.NAME);
      assertThat(shop.settled().guard.find(id)).contains(before);
    }
  }
}
