package dev.tillwright.loyalty.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.partner.VirtualPartner.Fault;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartnerDeskTest {
  private static final ExchangeRate TWO_TO_ONE = ExchangeRate.of(2, 1);

  @TempDir Path dir;
  private final VirtualPartner air = new VirtualPartner("air").deposit("A-1", 500);

  private PartnerShop shop() {
    return new PartnerShop(dir, new Agreement(air, TWO_TO_ONE)).grant("m-1", 1_000);
  }

  private static ExchangeOrder out(String key, long points) {
    return ExchangeOrder.out(key, "air", "m-1", "A-1", points);
  }

  private static ExchangeOrder in(String key, long points) {
    return ExchangeOrder.in(key, "air", "m-1", "A-1", points);
  }

  private ExchangeResult run(PartnerShop shop, ExchangeOrder order) {
    return shop.desk.exchange(order, PartnerShop.PATIENCE);
  }

  private void books(PartnerShop shop, long ours, long theirs) {
    assertThat(shop.available("m-1")).isEqualTo(ours);
    assertThat(air.balance("A-1")).isEqualTo(theirs);
    assertThat(air.total()).as("nothing stays held").isEqualTo(theirs);
  }

  @Test
  void bothDirections_moveBothSidesOnce_howeverOftenAsked() {
    try (PartnerShop shop = shop()) {
      for (int i = 0; i < 3; i++) {
        assertThat(run(shop, out("x-1", 301))).isInstanceOf(ExchangeResult.Done.class);
        books(shop, 700, 650);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(run(shop, in("x-2", 100))).isInstanceOf(ExchangeResult.Done.class);
        books(shop, 900, 550);
      }
      assertThat(shop.exchange("x-1").ours()).isEqualTo(300);
    }
  }

  @Test
  void sameKey_withOtherContent_isAConflictAndMovesNothing() {
    try (PartnerShop shop = shop()) {
      run(shop, out("x-1", 300));
      assertThat(run(shop, out("x-1", 302))).isInstanceOf(ExchangeResult.Conflict.class);
      assertThat(run(shop, in("x-1", 300))).isInstanceOf(ExchangeResult.Conflict.class);
      books(shop, 700, 650);
      assertThat(shop.ledger.conflicts()).isEmpty();
    }
  }

  @Test
  void tooFewPoints_onEitherSide_moveNothing() {
    try (PartnerShop shop = shop()) {
      assertThat(run(shop, out("x-1", 1_002)))
          .isEqualTo(new ExchangeResult.Refused("points.short"));
      assertThat(air.query("till-01/x-1", PartnerShop.PATIENCE)).isEqualTo(PartnerState.ABSENT);
      assertThat(run(shop, in("x-2", 501))).isEqualTo(new ExchangeResult.Refused("partner.short"));
      assertThat(run(shop, out("x-3", 1))).isEqualTo(new ExchangeResult.Refused("rate.least"));
      books(shop, 1_000, 500);
    }
  }

  @Test
  void moreThanThePartnerTakes_isRefusedBeforeAnythingMoves() {
    VirtualPartner small = new VirtualPartner("small", new PointsPartner.Capabilities(10, true));
    try (PartnerShop shop = new PartnerShop(dir, new Agreement(small, ExchangeRate.of(1, 1)))) {
      shop.grant("m-1", 100);
      assertThat(run(shop, ExchangeOrder.out("x-1", "small", "m-1", "S-1", 11)))
          .isEqualTo(new ExchangeResult.Refused("partner.most"));
      assertThat(shop.available("m-1")).isEqualTo(100);
      assertThatThrownBy(() -> run(shop, out("x-2", 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void faultsOnTheWay_areOvercomeByTheKey() {
    try (PartnerShop shop = shop()) {
      long ours = 1_000;
      long theirs = 500;
      int number = 0;
      for (Fault fault :
          List.of(Fault.DROP_REQUEST, Fault.DROP_REPLY, Fault.DUPLICATE, Fault.LATE)) {
        air.script(fault);
        assertThat(run(shop, out("x-" + ++number, 20)))
            .as("out, %s", fault)
            .isInstanceOf(ExchangeResult.Done.class);
        air.deliverLate();
        books(shop, ours -= 20, theirs += 10);
        for (List<Fault> script : List.of(List.of(fault), List.of(Fault.NONE, fault))) {
          air.script(script.toArray(Fault[]::new));
          assertThat(run(shop, in("x-" + ++number, 10)))
              .as("in, %s", script)
              .isInstanceOf(ExchangeResult.Done.class);
          air.deliverLate();
          books(shop, ours += 20, theirs -= 10);
        }
      }
    }
  }

  @Test
  void declined_givesOurPointsBack_andFreesTheHold() {
    try (PartnerShop shop = shop()) {
      ExchangeResult.Refused declined = new ExchangeResult.Refused("partner.declined");
      assertThat(run(shop, out("x-1", 20, Fault.DECLINE))).isEqualTo(declined);
      assertThat(run(shop, in("x-2", 10, Fault.DECLINE))).isEqualTo(declined);
      assertThat(run(shop, in("x-3", 10, Fault.NONE, Fault.DECLINE))).isEqualTo(declined);
      books(shop, 1_000, 500);
      assertThat(run(shop, out("x-1", 20))).as("refused for good").isEqualTo(declined);
    }
  }

  private ExchangeOrder out(String key, long points, Fault... script) {
    air.script(script);
    return out(key, points);
  }

  private ExchangeOrder in(String key, long points, Fault... script) {
    air.script(script);
    return in(key, points);
  }

  @Test
  void partnerThatDoesNotAnswer_isUnknown_untilItDoes() {
    try (PartnerShop shop = shop()) {
      Fault[] silence = Collections.nCopies(40, Fault.DROP_REPLY).toArray(Fault[]::new);
      // Credited, and nobody knows.
      assertThat(run(shop, out("x-1", 20, silence))).isInstanceOf(ExchangeResult.Unknown.class);
      assertThat(shop.available("m-1")).isEqualTo(980);
      assertThat(shop.desk.resume(PartnerShop.PATIENCE)).isOne();
      assertThat(shop.exchange("x-1").state()).isEqualTo(Exchange.State.OPEN);
      air.script();
      assertThat(shop.desk.resume(PartnerShop.PATIENCE)).isZero();
      assertThat(run(shop, out("x-1", 20))).isInstanceOf(ExchangeResult.Done.class);
      books(shop, 980, 510);

      // Never came, and comes after its end.
      Fault[] late = Collections.nCopies(40, Fault.LATE).toArray(Fault[]::new);
      assertThat(run(shop, out("x-2", 20, late))).isInstanceOf(ExchangeResult.Unknown.class);
      air.script();
      assertThat(shop.desk.resume(PartnerShop.PATIENCE)).isZero();
      air.deliverLate();
      assertThat(run(shop, out("x-2", 20)))
          .isEqualTo(new ExchangeResult.Refused("exchange.stopped"));
      books(shop, 980, 510);
    }
  }

  @Test
  void views_areTheSameAfterARebuild() {
    try (PartnerShop shop = shop()) {
      run(shop, out("x-1", 301));
      run(shop, in("x-2", 10, Fault.DECLINE));
      run(shop, out("x-3", 20, Fault.DECLINE));
      run(shop, in("x-4", 100));
      run(shop, out("x-5", 5_000));
      String before = shop.dump();
      assertThat(before).contains("partner_exchange", "ledger_posting", "x-4");
      shop.journal.rebuild(PartnerFollower.NAME);
      shop.journal.rebuild(PointsLedger.NAME);
      assertThat(shop.dump()).isEqualTo(before);
    }
  }
}
