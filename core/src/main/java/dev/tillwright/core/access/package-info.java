/**
 * Who may: operators and their roles, permissions, log-on with lock-out, and the decision that is
 * asked before every effect; denied by default. May import {@code sale}, {@code journal} and what
 * lies below. Start with {@link dev.tillwright.core.access.AccessControl}.
 */
@NullMarked
package dev.tillwright.core.access;

import org.jspecify.annotations.NullMarked;
