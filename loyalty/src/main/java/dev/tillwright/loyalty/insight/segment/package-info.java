/**
 * Who the members are to the shop: recency, frequency and money, the stages of their lives as
 * customers, and segments that a query names, all as of any instant. May import {@code member} and
 * core. Start with {@link dev.tillwright.loyalty.insight.segment.SegmentRules}, then {@code
 * Segments}; docs/insight.md gives the terms.
 */
@NullMarked
package dev.tillwright.loyalty.insight.segment;

import org.jspecify.annotations.NullMarked;
