package dev.tillwright.core.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What a test host does with which request: the first rule that fits and is not used up decides,
 * and without one the host does the usual.
 *
 * <p><b>Threads.</b> Any. A script counts what it has seen, so each belongs to one host.
 */
public final class Script implements Function<HostRequest, Behaviour> {
  private final List<Rule> rules;

  private Script(List<Rule> rules) {
    this.rules = rules;
  }

  /** The usual, always. */
  public static Script usual() {
    return new Script(List.of());
  }

  /** This for the first request, the usual for all others. */
  public static Script once(Behaviour behaviour) {
    return builder().times(1, request -> true, behaviour).build();
  }

  /** Begins without rules. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trouble by chance. The same seed gives the same to the same order of requests.
   *
   * @param perMille of so many requests in a thousand, 0 to 1,000
   * @param behaviours one of these, each as likely as the others; at least one
   */
  public static Script random(long seed, int perMille, List<Behaviour> behaviours) {
    if (perMille < 0 || perMille > 1_000 || behaviours.isEmpty()) {
      throw new IllegalArgumentException("0 to 1,000 per mille of at least one behaviour");
    }
    List<Behaviour> all = List.copyOf(behaviours);
    RandomGenerator random = new SplittableRandom(seed);
    Predicate<HostRequest> drawn = request -> random.nextInt(1_000) < perMille;
    Function<HostRequest, Behaviour> what = request -> all.get(random.nextInt(all.size()));
    return new Script(List.of(new Rule(drawn, what, Integer.MAX_VALUE)));
  }

  @Override
  public synchronized Behaviour apply(HostRequest request) {
    for (Rule rule : rules) {
      if (rule.left > 0 && rule.which.test(request)) {
        rule.left--;
        return rule.what.apply(request);
      }
    }
    return Behaviour.usual();
  }

  private static final class Rule {
    private final Predicate<HostRequest> which;
    private final Function<HostRequest, Behaviour> what;
    private int left;

    Rule(Predicate<HostRequest> which, Function<HostRequest, Behaviour> what, int most) {
      this.which = which;
      this.what = what;
      this.left = most;
    }
  }

  /** Puts rules together, the first first. Not for several threads. */
  public static final class Builder {
    private final List<Rule> rules = new ArrayList<>();

    private Builder() {}

    /** Always when it fits. */
    public Builder on(Predicate<HostRequest> which, Behaviour what) {
      return times(Integer.MAX_VALUE, which, what);
    }

    /** Always when it is asked for this. */
    public Builder on(HostRequest.Kind kind, Behaviour what) {
      return on(request -> request.kind() == kind, what);
    }

    /**
     * The first times when it fits.
     *
     * @param most how often, at least once
     */
    public Builder times(int most, Predicate<HostRequest> which, Behaviour what) {
      Objects.requireNonNull(which, "which");
      Objects.requireNonNull(what, "what");
      if (most < 1) {
        throw new IllegalArgumentException("a rule is for at least one request");
      }
      rules.add(new Rule(which, request -> what, most));
      return this;
    }

    /** The first times when it is asked for this. */
    public Builder times(int most, HostRequest.Kind kind, Behaviour what) {
      return times(most, request -> request.kind() == kind, what);
    }

    public Script build() {
      List<Rule> fresh = new ArrayList<>();
      rules.forEach(rule -> fresh.add(new Rule(rule.which, rule.what, rule.left)));
      return new Script(fresh);
    }
  }
}
