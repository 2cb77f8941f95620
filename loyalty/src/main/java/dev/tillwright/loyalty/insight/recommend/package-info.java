/**
 * What goes with what is in the basket: how often items were bought together, above floors that
 * keep any one member's basket from showing through. May import {@code member} and core. Start with
 * {@link dev.tillwright.loyalty.insight.recommend.Recommender}; docs/insight.md gives the figures.
 */
@NullMarked
package dev.tillwright.loyalty.insight.recommend;

import org.jspecify.annotations.NullMarked;
