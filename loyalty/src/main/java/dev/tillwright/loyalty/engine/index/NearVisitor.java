package dev.tillwright.loyalty.engine.index;

/** Is shown rules that miss one test. */
@FunctionalInterface
public interface NearVisitor {
  /** Whether it was worth it to be shown the rule of this number. */
  boolean visit(int rule);
}
