/**
 * What is suspicious: rules as data decide before a tender, a refund, a cancellation or the drawer,
 * from windows over the journal, each with its reasons. May import {@code access}, {@code payment},
 * {@code settings}, {@code sale} and {@code journal}. Start with {@link
 * dev.tillwright.core.risk.RiskEngine}, then {@code rule.RiskRules}, {@code window.Windows} and
 * {@code dry.DryRun}.
 */
@NullMarked
package dev.tillwright.core.risk;

import org.jspecify.annotations.NullMarked;
