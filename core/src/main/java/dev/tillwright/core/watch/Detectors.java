package dev.tillwright.core.watch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs the rules S1 to S13 over what is known.
 *
 * <p><b>Guarantees.</b> The same inputs give the same findings under the same ids, in the order of
 * the ids. Nothing is changed. A rule whose input is not there stays silent: no host file, no S1,
 * S2, S5, S6, S7; no marks of shipping, half of S4; no devices, no S9 and a blinder S3 and S10; no
 * counts, no S13.
 *
 * <p><b>Threads.</b> Any; the inputs are read.
 */
public final class Detectors {
  private Detectors() {}

  /** All that is found. */
  public static List<Finding> run(Inputs inputs, WatchRules rules) {
    Map<String, Finding> found = new TreeMap<>();
    Consumer<Finding> add = finding -> found.putIfAbsent(finding.id(), finding);
    DeviceTimes devices = new DeviceTimes(inputs.devices);
    new HostDetectors(inputs, rules, add).run();
    new WaitingDetectors(inputs, rules, add).run();
    new BookDetectors(inputs, rules, add).run();
    new CustomerDetectors(inputs, rules, devices, add).run();
    new DeedDetectors(inputs, rules, devices, add).run();
    return List.copyOf(found.values());
  }
}
