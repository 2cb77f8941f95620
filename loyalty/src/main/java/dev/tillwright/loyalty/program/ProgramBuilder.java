package dev.tillwright.loyalty.program;

import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a program in Java. Defaults: always in force; earns on what the customer pays, but not on
 * the part paid with points or gift cards; rounds down over the basket; factors are added; points
 * are not worth anything as a tender; plain terms; no tiers; no limits. Not for several threads.
 */
public final class ProgramBuilder {
  private final String id;
  private final int version;
  private final ZoneId zone;
  private final Currency currency;
  private final Map<String, String> text = new LinkedHashMap<>();
  private final List<Reward> rewards = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private Effective effective = Effective.ALWAYS;
  private Base base = Base.of(Base.Amount.TOTAL);
  private Rounding rounding = new Rounding(RoundingMode.DOWN, Rounding.Level.BASKET);
  private Program.Multipliers multipliers = Program.Multipliers.ADD;
  private Terms terms = Terms.PLAIN;
  private @Nullable Worth worth;
  private @Nullable TierPlan tiers;

  ProgramBuilder(String id, int version, ZoneId zone, Currency currency) {
    this.id = id;
    this.version = version;
    this.zone = zone;
    this.currency = currency;
  }

  /** In force from a wall time of the program's zone to before another. */
  public ProgramBuilder effective(@Nullable LocalDateTime from, @Nullable LocalDateTime to) {
    effective = new Effective(from, to);
    return this;
  }

  /** Its name for the customer in one language. */
  public ProgramBuilder text(String language, String name) {
    text.put(language, name);
    return this;
  }

  public ProgramBuilder base(Base of) {
    base = of;
    return this;
  }

  public ProgramBuilder rounding(Rounding of) {
    rounding = of;
    return this;
  }

  public ProgramBuilder multipliers(Program.Multipliers of) {
    multipliers = of;
    return this;
  }

  public ProgramBuilder worth(Worth of) {
    worth = of;
    return this;
  }

  /** What happens to points after a sale gave them. */
  public ProgramBuilder terms(Terms of) {
    terms = of;
    return this;
  }

  public ProgramBuilder tiers(TierPlan of) {
    tiers = of;
    return this;
  }

  /** One more reward of the catalogue. */
  public ProgramBuilder reward(Reward reward) {
    rewards.add(reward);
    return this;
  }

  /** One more limit on what all rules together give. */
  public ProgramBuilder limit(Limit limit) {
    limits.add(limit);
    return this;
  }

  /** One more budget on which rules may draw. */
  public ProgramBuilder budget(Budget budget) {
    budgets.add(budget);
    return this;
  }

  /** One more group of rules of which one counts. */
  public ProgramBuilder group(Group group) {
    groups.add(group);
    return this;
  }

  /** One more rule, after the ones before. */
  public ProgramBuilder rule(Rule rule) {
    rules.add(rule);
    return this;
  }

  /**
   * The program, after every check that a program from JSON passes.
   *
   * @throws dev.tillwright.core.json.JsonException when it cannot be, with the JSON pointer of the
   *     place
   */
  public Program build() {
    Program.Parts parts =
        new Program.Parts(
            id,
            version,
            zone,
            currency,
            effective,
            text,
            base,
            rounding,
            multipliers,
            Optional.ofNullable(worth),
            terms,
            Optional.ofNullable(tiers),
            rewards,
            limits,
            budgets,
            groups,
            rules);
    return Program.parse(ProgramWriter.write(parts));
  }
}
