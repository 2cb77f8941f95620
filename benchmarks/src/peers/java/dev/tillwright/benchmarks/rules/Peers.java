package dev.tillwright.benchmarks.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.core.RuleBuilder;
import org.kie.api.KieBase;

/** The same rules for the peers, each in the form that is said to be fast for it. */
final class Peers {
  private Peers() {}

  /**
   * Drools' executable model, with its alpha indexes on equality and on bands. What two rules test
   * alike has one name: with two names for one bound its range index refuses the rules.
   */
  static KieBase drools(List<PlainRule> rules) {
    ModelImpl model = new ModelImpl();
    for (PlainRule each : rules) {
      Variable<Goods> goods = declarationOf(Goods.class);
      PatternDSL.PatternDef<Goods> pattern = pattern(goods);
      String id = "e" + each.number();
      if (each.timed()) {
        int start = (each.day() - 1) * 24 * 60 + each.minute();
        int end = start + each.minutes();
        pattern =
            pattern
                .expr(
                    "minute from " + start,
                    it -> it.minuteOfWeek() >= start,
                    alphaIndexedBy(
                        Integer.class,
                        ConstraintType.GREATER_OR_EQUAL,
                        2,
                        Goods::minuteOfWeek,
                        start))
                .expr(
                    "minute to " + end,
                    it -> it.minuteOfWeek() < end,
                    alphaIndexedBy(
                        Integer.class, ConstraintType.LESS_THAN, 2, Goods::minuteOfWeek, end));
      } else if (each.banded()) {
        long from = each.from();
        long to = each.to();
        pattern =
            pattern
                .expr(
                    "amount from " + from,
                    it -> it.amount() >= from,
                    alphaIndexedBy(
                        Long.class, ConstraintType.GREATER_OR_EQUAL, 1, Goods::amount, from))
                .expr(
                    "amount to " + to,
                    it -> it.amount() < to,
                    alphaIndexedBy(Long.class, ConstraintType.LESS_THAN, 1, Goods::amount, to));
      } else if (!each.always()) {
        String code = each.code();
        pattern =
            pattern.expr(
                id + "a",
                it -> code.equals(it.code()),
                alphaIndexedBy(String.class, ConstraintType.EQUAL, 0, Goods::code, code));
        if (!each.notCategory().isEmpty()) {
          String not = each.notCategory();
          pattern = pattern.expr(id + "b", it -> !not.equals(it.category()));
        }
      }
      model.addRule(rule("r" + each.number()).build(pattern, on(goods).execute(Goods::give)));
    }
    return KieBaseBuilder.createKieBaseFromModel(model);
  }

  static Rules easyRules(List<PlainRule> rules) {
    Rules all = new Rules();
    for (PlainRule each : rules) {
      all.register(
          new RuleBuilder()
              .name("r" + each.number())
              .priority(each.number())
              .when(facts -> each.holds(facts.get("goods"), Goods.MINUTE_OF_WEEK))
              .then(facts -> facts.<Goods>get("goods").give())
              .build());
    }
    return all;
  }

  /** One checked program a rule. */
  static List<CelRuntime.Program> cel(List<PlainRule> rules) {
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("code", SimpleType.STRING)
            .addVar("category", SimpleType.STRING)
            .addVar("amount", SimpleType.INT)
            .addVar("minute", SimpleType.INT)
            .build();
    CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
    List<CelRuntime.Program> programs = new ArrayList<>();
    try {
      for (PlainRule each : rules) {
        programs.add(runtime.createProgram(compiler.compile(expression(each)).getAst()));
      }
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("an expression of the benchmark does not compile", e);
    }
    return programs;
  }

  private static String expression(PlainRule rule) {
    if (rule.timed()) {
      int start = (rule.day() - 1) * 24 * 60 + rule.minute();
      return "minute >= " + start + " && minute < " + (start + rule.minutes());
    }
    if (rule.banded()) {
      return "amount >= " + rule.from() + " && amount < " + rule.to();
    }
    if (rule.always()) {
      return "true";
    }
    return "code == '"
        + rule.code()
        + "'"
        + (rule.notCategory().isEmpty() ? "" : " && category != '" + rule.notCategory() + "'");
  }

  static Map<String, Object> activation(Goods goods) {
    return Map.of(
        "code",
        goods.code(),
        "category",
        goods.category(),
        "amount",
        goods.amount(),
        "minute",
        (long) goods.minuteOfWeek());
  }
}
