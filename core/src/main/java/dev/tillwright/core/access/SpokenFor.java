package dev.tillwright.core.access;

import java.time.Instant;

/**
 * That somebody spoke for somebody else, for one act.
 *
 * @param by who
 * @param role of who spoke: its conditions count
 * @param permission for what
 * @param reason 1 to 200 characters
 * @param until when at most
 */
record SpokenFor(Operator by, Role role, Permission permission, String reason, Instant until) {}
