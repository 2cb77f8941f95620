package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawer.Opening;
import dev.tillwright.device.spi.CashDrawer.Position;
import java.time.Duration;
import java.util.Optional;

/** What holds of a cash drawer: one pulse, and the truth about what it did. */
final class DrawerChecks {
  private DrawerChecks() {}

  static Deed act(DrawerBench bench, CashDrawer drawer, Duration limit) {
    bench.shut();
    return switch (drawer.openDrawer(limit)) {
      case OPENED -> Deed.DONE;
      case SENT -> Deed.TOLD;
      case STUCK -> Deed.NOT_DONE;
    };
  }

  static void add(Checks<Scene<DrawerBench, CashDrawer>> kit) {
    kit.add(
            "opening_asDeclared",
            "with a sensor the drawer is seen open, without one the pulse was sent",
            DrawerChecks::honest)
        .addUnless(
            scene ->
                scene.bench().pulses().isPresent()
                    ? Optional.empty()
                    : Optional.of("the bench cannot count pulses"),
            "openDrawer_isOnePulse",
            "one call gives one pulse",
            DrawerChecks::onePulse)
        .addUnless(
            DrawerChecks::blind,
            "position_isWhereItStands",
            "the drawer is open after a pulse and closed after it was shut",
            DrawerChecks::position)
        .addUnless(
            scene -> blind(scene).or(() -> lockless(scene)),
            "lockedDrawer_isStuck",
            "a drawer that a pulse does not move is said to be stuck, never opened",
            DrawerChecks::locked);
  }

  private static Optional<String> blind(Scene<DrawerBench, CashDrawer> scene) {
    return scene.device().capabilities().sensor()
        ? Optional.empty()
        : Optional.of("the drawer declares no sensor");
  }

  private static Optional<String> lockless(Scene<DrawerBench, CashDrawer> scene) {
    return scene.bench().lock()
        ? Optional.empty()
        : Optional.of("the bench cannot lock the drawer");
  }

  private static Opening open(Scene<DrawerBench, CashDrawer> scene) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().openDrawer(limit));
  }

  private static Position position(Scene<DrawerBench, CashDrawer> scene, String when) {
    Duration limit = scene.bench().deadline();
    Position position = scene.timed(limit, () -> scene.device().position(limit));
    Expect.that(position != Position.UNKNOWN, when + " a drawer with a sensor does not know");
    return position;
  }

  private static void honest(Scene<DrawerBench, CashDrawer> scene) {
    boolean sensor = scene.device().capabilities().sensor();
    Expect.equal(
        open(scene),
        sensor ? Opening.OPENED : Opening.SENT,
        "what a drawer gives that declares sensor=" + sensor);
    if (!sensor) {
      Duration limit = scene.bench().deadline();
      Expect.equal(
          scene.timed(limit, () -> scene.device().position(limit)),
          Position.UNKNOWN,
          "the position without a sensor");
    }
  }

  private static void onePulse(Scene<DrawerBench, CashDrawer> scene) throws InterruptedException {
    int before = scene.bench().pulses().orElse(0);
    open(scene);
    scene.until("the pulse arrived", () -> scene.bench().pulses().orElse(0) > before);
    scene.underWay();
    Expect.equal(scene.bench().pulses().orElse(0) - before, 1, "the pulses of one call");
  }

  private static void position(Scene<DrawerBench, CashDrawer> scene) {
    Expect.equal(position(scene, "at first"), Position.CLOSED, "where a closed drawer stands");
    open(scene);
    Expect.equal(position(scene, "after a pulse"), Position.OPEN, "where an open drawer stands");
    scene.bench().shut();
    Expect.equal(position(scene, "after it was shut"), Position.CLOSED, "where it stands, shut");
  }

  private static void locked(Scene<DrawerBench, CashDrawer> scene) {
    Expect.equal(open(scene), Opening.STUCK, "opening a drawer that is locked");
    scene.bench().end();
    Expect.equal(open(scene), Opening.OPENED, "opening it unlocked");
  }
}
