package dev.tillwright.loyalty.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.loyalty.ledger.Account;
import dev.tillwright.loyalty.ledger.AwardView;
import dev.tillwright.loyalty.ledger.Balance;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of one member: sales, some under review, returns and their reversals, holds,
 * decisions. After each step the member has what the sales still give, without what is under
 * review. {@code -Dloyalty.guard.histories=N} plays more.
 */
class GuardHistoryTest {
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);
  private static final int HISTORIES = Integer.getInteger("loyalty.guard.histories", 3);
  private static final int STEPS = 25;

  @TempDir Path dir;

  @Test
  void pointsUnderReview_areNeverTakenTwice_norGivenTwice() throws IOException {
    System.out.println("guard histories: seed " + SEED);
    for (int number = 0; number < HISTORIES; number++) {
      Path folder = Files.createDirectory(dir.resolve("h" + number));
      try (GuardShop shop = new GuardShop(folder)) {
        Course course = new Course(shop, new SplittableRandom(SEED + number));
        for (int step = 0; step < STEPS; step++) {
          course.step();
          course.check("history " + number + " of seed " + SEED + ", step " + step);
        }
      }
    }
  }

  private static final class Course {
    private final GuardShop shop;
    private final SplittableRandom random;
    private final List<CompletedSale> sales = new ArrayList<>();
    private final List<String> returns = new ArrayList<>();
    private final List<String> holds = new ArrayList<>();
    private final Map<SaleId, Long> cameBack = new HashMap<>();
    private int key;

    Course(GuardShop shop, SplittableRandom random) {
      this.shop = shop;
      this.random = random;
    }

    void step() {
      int what = sales.isEmpty() ? 0 : random.nextInt(10);
      if (what < 3) {
        shop.reviews = random.nextBoolean() ? List.of("look") : List.of();
        sales.add(shop.sale("m", "17", 1 + random.nextInt(50)));
      } else if (what < 5) {
        comesBack(sales.get(random.nextInt(sales.size())));
      } else if (what == 5) {
        shop.desk.setAside(GuardShop.PATIENCE);
      } else if (what == 6) {
        decided();
      } else if (what == 7) {
        String hold = "h" + ++key;
        holds.add(hold);
        SaleId open = new SaleId("till-09", 1, key);
        shop.journal.append(
            PointsEntries.held(hold, open, "m", 1 + random.nextInt(40)), GuardShop.PATIENCE);
      } else if (what == 8 && !holds.isEmpty()) {
        String hold = holds.remove(random.nextInt(holds.size()));
        shop.journal.append(PointsEntries.released(hold), GuardShop.PATIENCE);
      } else if (what == 9 && !returns.isEmpty()) {
        String of = returns.get(random.nextInt(returns.size()));
        shop.journal.append(
            new LedgerEntries.Reversed("r" + ++key, of).draft(), GuardShop.PATIENCE);
      }
    }

    private void comesBack(CompletedSale of) {
      long left = of.points().points() - cameBack.getOrDefault(of.id(), 0L);
      if (left > 0) {
        long euros = 1 + random.nextLong(left);
        cameBack.merge(of.id(), euros, Long::sum);
        returns.add(shop.back(of, euros).id().toString());
      }
    }

    private void decided() {
      List<GuardCase> cases = new ArrayList<>(shop.settled().guard.list(GuardCase.State.OPEN, 100));
      cases.addAll(shop.guard.list(GuardCase.State.HELD, 100));
      if (!cases.isEmpty()) {
        String id = cases.get(random.nextInt(cases.size())).id();
        if (random.nextBoolean()) {
          shop.desk.release(id, "boss", "fine", GuardShop.PATIENCE);
        } else {
          shop.desk.refuse(id, "boss", "no", GuardShop.PATIENCE);
        }
      }
    }

    void check(String when) {
      shop.settled();
      Balance balance = shop.ledger.balance("club", "m", GuardShop.NOON);
      long given = 0;
      long standing = 0;
      for (CompletedSale sale : sales) {
        AwardView award = shop.ledger.award(sale.id().toString()).orElseThrow();
        long free = shop.ledger.standing(sale.id().toString());
        assertThat(free).as(when).isBetween(0L, award.points() - award.clawedBack());
        given += award.points() - award.clawedBack();
        standing += free;
      }
      assertThat(balance.outstanding()).as(when).isEqualTo(standing);
      assertThat(balance.of(Account.TAKEN)).as(when).isEqualTo(given - standing);
      assertThat(balance).as(when).isEqualTo(shop.ledger.totals("club"));
      assertThat(balance.accounts().values().stream().mapToLong(each -> each).sum()).isZero();
    }
  }
}
