/**
 * Orders from elsewhere: what a channel (a web shop, the telephone, a marketplace) says of them,
 * the order as a pure fold over journal entries, the book that follows it, and the port by which a
 * till hears of orders and tells what became of them. May import {@code sale}, {@code basket},
 * {@code journal} and what lies below. Start with {@link dev.tillwright.core.order.ChannelOrder},
 * then {@link dev.tillwright.core.order.Order} and {@link dev.tillwright.core.order.OrderChannel}.
 */
@NullMarked
package dev.tillwright.core.order;

import org.jspecify.annotations.NullMarked;
