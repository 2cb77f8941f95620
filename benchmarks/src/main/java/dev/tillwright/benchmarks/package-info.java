/** JMH benchmarks, each beside a peer and beside the physical limit. */
@NullMarked
package dev.tillwright.benchmarks;

import org.jspecify.annotations.NullMarked;
