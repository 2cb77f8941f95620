package dev.tillwright.core.risk.window;

import dev.tillwright.core.journal.OnwardClock;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.rule.Looks;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.Tally;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sliding windows of all measures of a rule set.
 *
 * <p><b>Guarantees.</b> A window of length <i>d</i> holds at time <i>t</i> the acts that were added
 * later than <i>t - d</i>: one that is exactly <i>d</i> old has left. Each act costs one step for
 * each measure that counts it, and one more when it leaves: the same however many there are. A key
 * of which nothing is left is forgotten. Each measure holds at most so many acts as it was given;
 * above that the oldest leave early, which {@link #dropped} counts.
 *
 * <p>Not for several threads.
 */
public final class Windows implements Looks {
  /** So many acts of one measure are held, unless said otherwise. */
  public static final int MOST_ACTS = 1 << 20;

  private final Map<String, Window> windows = new LinkedHashMap<>();
  private OnwardClock clock = OnwardClock.START;

  /** Empty windows. */
  public Windows(RiskRules rules) {
    this(rules, MOST_ACTS);
  }

  /**
   * The same, of another bound.
   *
   * @param mostActs of one measure, from 1
   */
  public Windows(RiskRules rules, int mostActs) {
    if (mostActs < 1) {
      throw new IllegalArgumentException("a window holds at least one act");
    }
    rules.measures().forEach(it -> windows.put(it.id(), new Window(it, rules.grounds(), mostActs)));
  }

  /** Counts an act that happened. */
  public void add(Act act) {
    clock = clock.at(act.at());
    windows.values().forEach(window -> window.add(act, clock.latest()));
  }

  /**
   * What a measure comes to for the keys of an act that is about to happen: with the act itself,
   * when it is one that counts. Nothing when the act has no such key.
   *
   * @throws IllegalArgumentException when no measure has this id
   */
  @Override
  public Tally with(String measure, Act act) {
    Window window = windows.get(measure);
    if (window == null) {
      throw new IllegalArgumentException("no measure has this id");
    }
    return window.with(act, clock.at(act.at()).latest());
  }

  /** How many times an act was counted, looked at or taken out, in all: what windows cost. */
  public long steps() {
    return windows.values().stream().mapToLong(Window::steps).sum();
  }

  /** How many acts left early because a measure held too many. */
  public long dropped() {
    return windows.values().stream().mapToLong(Window::dropped).sum();
  }

  /** How many acts are held, of all measures. */
  public long held() {
    return windows.values().stream().mapToLong(Window::size).sum();
  }

  /** How many keys are known, of all measures. */
  public long keys() {
    return windows.values().stream().mapToLong(Window::keys).sum();
  }
}
