/**
 * What members think of their sales: asked once, within caps and through the gate, scored, answered
 * and closed, and how it changes over time. May import {@code member} and core. Start with {@link
 * dev.tillwright.loyalty.insight.feedback.FeedbackDesk}; docs/insight.md gives the rules.
 */
@NullMarked
package dev.tillwright.loyalty.insight.feedback;

import org.jspecify.annotations.NullMarked;
