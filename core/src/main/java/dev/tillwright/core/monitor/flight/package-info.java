/**
 * Events of the JDK's flight recorder, which cost next to nothing while nobody records. Ids and
 * counts only, never amounts, cards or names. Start with {@link
 * dev.tillwright.core.monitor.flight.Flight}; docs/monitoring.md reads a recording.
 */
@NullMarked
package dev.tillwright.core.monitor.flight;

import org.jspecify.annotations.NullMarked;
