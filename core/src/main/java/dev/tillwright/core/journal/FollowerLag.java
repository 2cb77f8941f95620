package dev.tillwright.core.journal;

import java.util.Optional;

/**
 * How far a follower is.
 *
 * @param name whose
 * @param position the newest entry that is in its view; 0 before the first
 * @param behind entries that are still to come
 * @param failures how often in a row it failed at the same place
 * @param lastError the position, code or type of its last failure, never data; empty after success
 */
public record FollowerLag(
    String name, long position, long behind, int failures, Optional<String> lastError) {}
