/**
 * A set of risk rules as data: measures, conditions and verdicts in JSON, read strictly into an
 * immutable model, checked for what can never be, frozen by digest. May import {@code risk.act}.
 * Start with {@link dev.tillwright.core.risk.rule.RiskRules}, then {@code RiskRule}.
 */
@NullMarked
package dev.tillwright.core.risk.rule;

import org.jspecify.annotations.NullMarked;
