package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.spi.Scale.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What holds of a scale: only what lies still is a weight to sell by. */
final class ScaleChecks {
  private ScaleChecks() {}

  static Deed act(ScaleBench bench, Scale scale, Duration limit) {
    Weighing load = steps(scale, 7);
    bench.put(load);
    Weighing seen = scale.weigh(limit);
    return seen.equals(load) ? Deed.DONE : Deed.UNKNOWN;
  }

  private static Weighing steps(Scale scale, int steps) {
    Weight step = scale.capabilities().step();
    BigDecimal amount = step.amount().value().multiply(BigDecimal.valueOf(steps));
    return new Weighing(
        steps == 0 ? Load.STABLE_ZERO : Load.STABLE,
        Optional.of(new Weight(new Quantity(amount), step.unit())));
  }

  static void add(Checks<Scene<ScaleBench, Scale>> kit) {
    kit.add(
            "stableLoad_isItsWeight",
            "what lies still is weighed exactly, from nothing to many steps",
            ScaleChecks::exact)
        .addUnless(
            ScaleChecks::still,
            "movingLoad_isNoWeight",
            "a load that moves gives no weighing in time, and none to sell by",
            ScaleChecks::moving)
        .addUnless(
            ScaleChecks::still,
            "loadOffTheScale_isNoWeight",
            "too much, or less than nothing, is never a weight",
            ScaleChecks::off)
        .addUnless(
            Scene.needs(Trouble.GARBLED),
            "garbledWeight_isABadRead",
            "an answer with a wrong check is a bad read, whatever it says",
            ScaleChecks::garbled)
        .add(
            "zeroAndTare_asDeclared",
            "what is not declared is unsupported; what is declared works",
            ScaleChecks::declared);
  }

  private static Optional<String> still(Scene<ScaleBench, Scale> scene) {
    return scene.bench().movesLoads()
        ? Optional.empty()
        : Optional.of("the bench has no load that moves or is off the scale");
  }

  private static Weighing look(Scene<ScaleBench, Scale> scene) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().look(limit));
  }

  private static void exact(Scene<ScaleBench, Scale> scene) {
    Duration limit = scene.bench().deadline();
    for (int steps : new int[] {0, 1, 9, 10, 123, 999}) {
      Weighing load = steps(scene.device(), steps);
      scene.bench().put(load);
      Expect.equal(scene.timed(limit, () -> scene.device().weigh(limit)), load, "the weighing");
    }
  }

  private static void expectNoWeighing(Scene<ScaleBench, Scale> scene, String what) {
    Duration limit = scene.bench().shortDeadline();
    scene.fails(what, limit, () -> scene.device().weigh(limit));
  }

  private static void moving(Scene<ScaleBench, Scale> scene) {
    scene.works("before");
    scene.bench().put(new Weighing(Load.MOTION, Optional.empty()));
    expectNoWeighing(scene, "weighing what moves");
    if (scene.device().capabilities().live()) {
      Expect.equal(look(scene).load(), Load.MOTION, "the load that moves");
    }
    scene.works("once it lies still");
  }

  private static void off(Scene<ScaleBench, Scale> scene) {
    scene.works("before");
    for (Load load : new Load[] {Load.OVER, Load.UNDER_ZERO}) {
      scene.bench().put(new Weighing(load, Optional.empty()));
      expectNoWeighing(scene, "weighing a load that is " + load);
      Weighing seen = look(scene);
      Expect.that(seen.weight().isEmpty(), "a load that is " + load + " has a weight");
      Expect.equal(seen.load(), load, "the load");
    }
    scene.works("with a load on the scale");
  }

  private static void garbled(Scene<ScaleBench, Scale> scene) {
    scene.works("before");
    scene.bench().begin(Trouble.GARBLED);
    Duration limit = scene.bench().shortDeadline();
    scene.fails(
        "a garbled weight",
        limit,
        () -> scene.device().look(limit),
        Fault.BAD_READ,
        Fault.PROTOCOL,
        Fault.TIMEOUT);
    scene.bench().end();
    scene.works("after a garbled weight");
  }

  private static void declared(Scene<ScaleBench, Scale> scene) {
    scene.bench().put(steps(scene.device(), 0));
    Duration limit = scene.bench().deadline();
    Scale scale = scene.device();
    if (scale.capabilities().zeroes()) {
      scene.timed(limit, () -> scale.zero(limit));
    } else {
      scene.fails("zero", limit, () -> scale.zero(limit), Fault.UNSUPPORTED);
    }
    if (scale.capabilities().tares()) {
      scene.timed(limit, () -> scale.tare(limit));
    } else {
      scene.fails("tare", limit, () -> scale.tare(limit), Fault.UNSUPPORTED);
    }
  }
}
