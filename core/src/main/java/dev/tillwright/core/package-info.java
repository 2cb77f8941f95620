/**
 * What every room may throw, {@link dev.tillwright.core.TillwrightException}, and the threads it
 * may begin, {@link dev.tillwright.core.DaemonThreads}. It imports nothing of the house. Start
 * reading the house at {@code core.till}.
 */
@NullMarked
package dev.tillwright.core;

import org.jspecify.annotations.NullMarked;
