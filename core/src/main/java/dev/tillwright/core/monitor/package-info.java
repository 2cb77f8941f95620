/**
 * What is seen of a running till: gauges that are read when somebody looks, and alarms that are
 * raised once. May import nothing of the house. Start with {@link
 * dev.tillwright.core.monitor.Monitor}.
 */
@NullMarked
package dev.tillwright.core.monitor;

import org.jspecify.annotations.NullMarked;
