package dev.tillwright.loyalty.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.loyalty.partner.VirtualPartner.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A till stops between any two steps of an exchange, is opened again, and both books agree. */
final class PartnerCrashTest {
  private static final long OURS = 1_000_000;
  private static final long THEIRS = 1_000_000;

  @TempDir Path dir;

  private final VirtualPartner air = new VirtualPartner("air").deposit("A-1", THEIRS);
  private final VirtualPartner bank =
      new VirtualPartner("bank", new PointsPartner.Capabilities(1_000, false))
          .deposit("A-1", THEIRS);

  private final ExchangeRate rate = ExchangeRate.of(3, 2);
  private final List<String> keys = new ArrayList<>();

  private PartnerShop shop() {
    return new PartnerShop(dir, new Agreement(air, rate), new Agreement(bank, rate))
        .grant("m-1", OURS);
  }

  /** Exchanges, and opens the till again wherever it stopped. */
  private void play(PartnerShop shop, VirtualPartner with, boolean out, Fault... script) {
    String key = "x-" + keys.size();
    keys.add(key);
    with.script(script);
    try {
      shop.desk.exchange(
          new ExchangeOrder(
              key,
              out ? ExchangeOrder.Direction.OUT : ExchangeOrder.Direction.IN,
              with.id(),
              "m-1",
              "A-1",
              60),
          PartnerShop.PATIENCE);
    } catch (VirtualPartner.Stopped stopped) {
      resume(shop);
    }
  }

  private static void resume(PartnerShop shop) {
    for (int opening = 0; opening < 20; opening++) {
      shop.reopened();
      try {
        shop.desk.resume(PartnerShop.PATIENCE);
        return;
      } catch (VirtualPartner.Stopped again) {
        // It stops while it opens, too.
      }
    }
    throw new AssertionError("the script was longer");
  }

  private void agree(PartnerShop shop) {
    air.script().deliverLate();
    bank.script().deliverLate();
    assertThat(shop.desk.resume(PartnerShop.PATIENCE)).isZero();
    long ours = OURS;
    long[] theirs = {THEIRS, THEIRS};
    int done = 0;
    for (String key : keys) {
      Exchange exchange = shop.exchange(key);
      VirtualPartner with = exchange.order().partner().equals("air") ? air : bank;
      PartnerState there = with.query("till-01/" + key, PartnerShop.PATIENCE);
      boolean moved = there == PartnerState.CREDITED || there == PartnerState.CAPTURED;
      assertThat(exchange.state())
          .as("%s, there %s", exchange, there)
          .isEqualTo(moved ? Exchange.State.DONE : Exchange.State.REFUSED);
      if (moved) {
        boolean out = exchange.order().direction() == ExchangeOrder.Direction.OUT;
        done++;
        ours += out ? -60 : 90;
        theirs[with == air ? 0 : 1] += out ? 40 : -60;
      }
    }
    assertThat(shop.available("m-1")).isEqualTo(ours);
    assertThat(List.of(air.total(), bank.total())).containsExactly(theirs[0], theirs[1]);
    assertThat(List.of(air.balance("A-1"), bank.balance("A-1")))
        .as("nothing stays held")
        .containsExactly(theirs[0], theirs[1]);
    assertThat(shop.ledger.conflicts()).isEmpty();
    assertThat(done).isBetween(1, keys.size() - 1);
  }

  @Test
  void stoppedBetweenAnyTwoSteps_bothBooksAgree() {
    Fault[] steps = {Fault.NONE, Fault.STOP_BEFORE, Fault.STOP_AFTER};
    try (PartnerShop shop = shop()) {
      for (Fault first : steps) {
        for (Fault second : steps) {
          play(shop, air, true, first, second);
          play(shop, bank, true, first, second);
          play(shop, bank, false, first, second);
          // Held, captured, asked when it is opened again: each may be the last step.
          for (Fault third : steps) {
            play(shop, air, false, first, second, third);
          }
        }
      }
      agree(shop);
    }
  }

  @Test
  void anyMixOfFaultsAndStops_bothBooksAgree() {
    long seed = Long.getLong("loyalty.seed", 20251126);
    int exchanges = Integer.getInteger("loyalty.partner.exchanges", 80);
    System.out.println("PartnerCrashTest seed " + seed + ", " + exchanges + " exchanges");
    Random random = new Random(seed);
    try (PartnerShop shop = shop()) {
      for (int i = 0; i < exchanges; i++) {
        Fault[] script = new Fault[random.nextInt(16)];
        for (int at = 0; at < script.length; at++) {
          boolean stops = random.nextInt(12) == 0;
          script[at] = Fault.values()[stops ? 6 + random.nextInt(2) : random.nextInt(6)];
        }
        play(shop, random.nextBoolean() ? air : bank, random.nextBoolean(), script);
        if (random.nextInt(10) == 0) {
          air.deliverLate();
          bank.deliverLate();
        }
      }
      agree(shop);
    }
  }
}
