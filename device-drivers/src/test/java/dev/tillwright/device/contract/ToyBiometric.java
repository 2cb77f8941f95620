package dev.tillwright.device.contract;

import dev.tillwright.device.spi.BiometricCapabilities;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A reader that knows people by their names. */
final class ToyBiometric extends Toy implements BiometricVerifier {
  private final Bench bench;

  private ToyBiometric(Bench bench) {
    super(DeviceKind.BIOMETRIC_READER, bench.cable, bench.defect);
    this.bench = bench;
  }

  @Override
  public BiometricCapabilities capabilities() {
    return new BiometricCapabilities(BiometricCapabilities.Modality.FINGER, true, true, true, 10);
  }

  private String somebody(Duration limit) {
    return connected(
        Phase.READ,
        limit,
        deadline -> {
          String who = cable.await(deadline, () -> Optional.ofNullable(bench.people.poll()));
          return cable.exchange(deadline, () -> who);
        });
  }

  @Override
  public Verdict verify(TemplateHandle template, Duration limit) {
    try {
      String who = somebody(limit);
      String known = bench.templates.get(template.id());
      if (known == null) {
        return Verdict.NO_TEMPLATE;
      }
      return known.equals(who) || broken(Defect.STRANGERS_MATCH) ? Verdict.MATCH : Verdict.NO_MATCH;
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT && e.outcomeKnown() && e.phase() == Phase.READ) {
        return Verdict.NOBODY;
      }
      throw e;
    }
  }

  @Override
  public Identified identify(Duration limit) {
    try {
      String who = somebody(limit);
      return bench.templates.entrySet().stream()
          .filter(it -> it.getValue().equals(who) || broken(Defect.NAMES_STRANGERS))
          .map(it -> Identified.as(new TemplateHandle(it.getKey())))
          .findFirst()
          .orElse(Identified.nobody(Verdict.NO_MATCH));
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT && e.outcomeKnown() && e.phase() == Phase.READ) {
        return Identified.nobody(Verdict.NOBODY);
      }
      throw e;
    }
  }

  @Override
  public TemplateHandle enrol(Duration limit) {
    String who = somebody(limit);
    String id = "t" + bench.templates.size();
    bench.templates.put(id, who);
    return new TemplateHandle(id);
  }

  @Override
  public void forget(TemplateHandle template, Duration limit) {
    ask(
        limit,
        () -> {
          if (!broken(Defect.REMEMBERS_THE_FORGOTTEN)) {
            bench.templates.remove(template.id());
          }
          return true;
        });
  }

  @Override
  public void cancel() {
    cable.cancel();
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<BiometricVerifier> implements BiometricBench {
    private final Map<String, String> templates = new HashMap<>(Map.of("t", "ann"));
    private final Queue<String> people = new ArrayDeque<>();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public BiometricVerifier device() {
      people.clear();
      return new ToyBiometric(this);
    }

    @Override
    public TemplateHandle known() {
      return new TemplateHandle("t");
    }

    @Override
    public void comes() {
      person("ann");
    }

    @Override
    public void strangerComes() {
      person("bob");
    }

    private void person(String who) {
      cable.person(
          () -> {
            people.clear();
            people.add(who);
          });
    }
  }
}
