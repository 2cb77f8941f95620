/**
 * A points program as data: rules in JSON, read strictly into an immutable model, frozen by digest,
 * and told in plain words. May import core only; no other package of loyalty. Start with {@link
 * dev.tillwright.loyalty.program.Program}.
 */
@NullMarked
package dev.tillwright.loyalty.program;

import org.jspecify.annotations.NullMarked;
