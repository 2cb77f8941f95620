package dev.tillwright.benchmarks.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.program.Program;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.kie.api.KieBase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A basket of ten lines against mixed rules of which as many hold at every size. Peers find the
 * rules that hold and count a point each; ours makes the whole award: exact points, rounding, caps,
 * shares to lines, and with {@code explained} a sentence for each rule. Quote ratios of one run.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RulesBenchmark {

  /** Our engine. */
  @State(Scope.Benchmark)
  public static class Ours {
    @Param({"10", "100", "1000", "10000", "100000"})
    public int rules;

    Program program;
    PointsEngine engine;
    Purchase purchase;

    @Setup
    public void compile() {
      program = OwnEngine.program(PlainRule.mixed(rules));
      engine = OwnEngine.engine(program);
      purchase = OwnEngine.purchase();
    }
  }

  /** The peers and the loop. */
  @State(Scope.Benchmark)
  public static class Theirs {
    @Param({"10", "100", "1000", "10000"})
    public int rules;

    List<PlainRule> plain;
    List<Goods> basket;

    @Setup
    public void make() {
      plain = PlainRule.mixed(rules);
      basket = Goods.basket();
    }

    long taken() {
      return basket.stream().mapToLong(Goods::take).sum();
    }
  }

  /** Drools, executable model. */
  @State(Scope.Benchmark)
  public static class Drools {
    KieBase base;

    @Setup
    public void compile(Theirs theirs) {
      base = Peers.drools(theirs.plain);
    }
  }

  /** Easy Rules. */
  @State(Scope.Benchmark)
  public static class Easy {
    Rules all;
    DefaultRulesEngine engine;

    @Setup
    public void compile(Theirs theirs) {
      all = Peers.easyRules(theirs.plain);
      engine = new DefaultRulesEngine();
    }
  }

  /** CEL. */
  @State(Scope.Benchmark)
  public static class Cel {
    List<CelRuntime.Program> programs;

    @Setup
    public void compile(Theirs theirs) {
      programs = Peers.cel(theirs.plain);
    }
  }

  @Benchmark
  public long award(Ours ours) {
    return ours.engine.award(ours.purchase).points();
  }

  @Benchmark
  public PointsQuote explained(Ours ours) {
    return ours.engine.award(ours.purchase).quote();
  }

  @Benchmark
  public long plainLoop(Theirs theirs) {
    for (PlainRule rule : theirs.plain) {
      for (Goods goods : theirs.basket) {
        if (rule.holds(goods, Goods.MINUTE_OF_WEEK)) {
          goods.give();
        }
      }
    }
    return theirs.taken();
  }

  @Benchmark
  public long drools(Theirs theirs, Drools drools) {
    drools.base.newStatelessKieSession().execute(theirs.basket);
    return theirs.taken();
  }

  @Benchmark
  public long easyRules(Theirs theirs, Easy easy) {
    for (Goods goods : theirs.basket) {
      Facts facts = new Facts();
      facts.put("goods", goods);
      easy.engine.fire(easy.all, facts);
    }
    return theirs.taken();
  }

  @Benchmark
  public long cel(Theirs theirs, Cel cel) throws CelEvaluationException {
    for (Goods goods : theirs.basket) {
      Map<String, Object> facts = Peers.activation(goods);
      for (CelRuntime.Program program : cel.programs) {
        if ((boolean) program.eval(facts)) {
          goods.give();
        }
      }
    }
    return theirs.taken();
  }

  /** Rules as JSON to an engine that is ready: parsed once, compiled each time. */
  @Benchmark
  public PointsEngine compile(Ours ours) {
    return OwnEngine.engine(ours.program);
  }
}
