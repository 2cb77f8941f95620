package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.ExpressionLanguage;
import dev.tillwright.loyalty.program.Program;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Puts an engine together. Defaults: explains in English; of a sale it knows what the till says; no
 * expression languages; approved rules only, and only in the program's time. Not for several
 * threads.
 */
public final class EngineBuilder {
  final Program program;
  final Map<String, ExpressionLanguage> languages = new HashMap<>();
  Locale language = Locale.ENGLISH;
  Circumstances circumstances = Circumstances.plain();
  boolean simulating;

  EngineBuilder(Program program) {
    this.program = program;
  }

  /** The language of explanations; English where there are no words of it. */
  public EngineBuilder language(Locale in) {
    language = in;
    return this;
  }

  /** What is known of a sale besides what the till says: the member's tier, what was before. */
  public EngineBuilder circumstances(Circumstances of) {
    circumstances = of;
    return this;
  }

  /** One more language for conditions. */
  public EngineBuilder expressions(ExpressionLanguage more) {
    languages.put(more.name(), more);
    return this;
  }

  /** Draft rules count, too, and the program's own time does not matter: for trying it out. */
  public EngineBuilder simulating() {
    simulating = true;
    return this;
  }

  /**
   * The engine.
   *
   * @throws IllegalArgumentException when an expression is of a language that was not brought, or
   *     cannot be read in it
   */
  public PointsEngine build() {
    return new PointsEngine(this);
  }
}
