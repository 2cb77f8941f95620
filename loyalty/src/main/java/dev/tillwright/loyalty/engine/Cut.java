package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Budget;
import dev.tillwright.loyalty.program.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points that a limit or a budget kept back.
 *
 * @param rule whose points; {@code null} for those of all rules
 * @param limit which was reached; {@code null} when it was a budget
 * @param budget which was used up; {@code null} when it was a limit
 * @param left what was left of it for this sale
 * @param fewer so many points
 * @param positions on which they would have been
 */
record Cut(
    @Nullable CompiledRule rule,
    @Nullable Limit limit,
    @Nullable Budget budget,
    long left,
    long fewer,
    List<Integer> positions) {}
