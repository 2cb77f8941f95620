package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.settings.Settings;
import dev.tillwright.core.settings.SettingsEntries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was in force at any sale can be shown (B14). */
class SettingsAtTillTest {
  private static final Settings SPRING = Settings.of("prices").with("list", "spring");

  @TempDir Path folder;
  private OfflineLimits limits = OfflineLimits.none();

  private Bench bench() {
    return new Bench(folder, it -> it.offline(limits).settings(SPRING));
  }

  private static String value(List<InForce> all, String area, String name) {
    return all.stream()
        .map(InForce::settings)
        .filter(it -> it.area().equals(area))
        .map(it -> it.values().get(name))
        .findFirst()
        .orElseThrow();
  }

  private static long changes(Bench bench) {
    return bench.kinds().stream().filter(SettingsEntries.KIND::equals).count();
  }

  @Test
  void anOpening_writesOnlyWhatDiffers_andEachSaleKnowsItsOwn() {
    try (Bench bench = bench()) {
      long first = changes(bench);
      assertThat(first).isEqualTo(TillSettings.OWN.size() + 1);
      CompletedSale before = bench.cash(bench.sale("2.00"));

      bench.reopen();
      assertThat(changes(bench)).as("nothing differs").isEqualTo(first);

      limits = OfflineLimits.upTo(Bench.pounds("10.00"), 5, Bench.pounds("50.00"));
      bench.reopen();
      assertThat(changes(bench)).isEqualTo(first + 1);
      CompletedSale after = bench.cash(bench.sale("3.00"));

      Safekeeping kept = bench.till.safekeeping();
      assertThat(value(kept.settings(before.id()), "offline", "perPayment")).isEmpty();
      assertThat(value(kept.settings(after.id()), "offline", "perPayment")).isEqualTo("10.00 GBP");
      assertThat(value(kept.settings(after.id()), "prices", "list")).isEqualTo("spring");
      assertThat(value(kept.settings(), "roles", "permissions")).contains("cashier: ", "SELL");
      assertThat(value(kept.settings(), "hosts", "card.host")).endsWith("Iso8583Host");
      assertThat(value(kept.settings(), "shop", "currency")).isEqualTo("GBP");
    }
  }

  @Test
  void aManager_putsPricesInForceWhileSelling_aCashierDoesNot() {
    try (Bench bench = bench()) {
      CompletedSale before = bench.cash(bench.sale("2.00"));
      Safekeeping kept = bench.till.safekeeping();
      Settings summer = SPRING.with("list", "summer");
      assertThat(kept.change(bench.manager, summer)).isTrue();
      assertThat(kept.change(bench.manager, summer)).as("in force already").isFalse();
      assertThat(value(kept.settings(before.id()), "prices", "list")).isEqualTo("spring");
      assertThat(value(kept.settings(), "prices", "list")).isEqualTo("summer");

      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("ann", "Ann", "cashier"), "4711".toCharArray());
      OperatorSession ann = bench.till.logOn("ann", "4711".toCharArray()).orThrow();
      assertThatThrownBy(() -> kept.change(ann, SPRING)).isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> kept.change(bench.manager, Settings.of("roles")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
