/**
 * What is seen of a running till: counters, gauges that are read when somebody looks, thresholds,
 * and alarms that are raised once and cleared once; {@code monitor.flight} writes the same moments
 * to the JDK's flight recorder. May import nothing of the house. Start with {@link
 * dev.tillwright.core.monitor.Monitor}.
 */
@NullMarked
package dev.tillwright.core.monitor;

import org.jspecify.annotations.NullMarked;
