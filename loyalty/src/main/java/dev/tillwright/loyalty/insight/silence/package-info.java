/**
 * Members who came in a rhythm of their own and stay away now, and why, where the journal shows it;
 * beside the tills, devices, cards and operators that core's watch tells of. May import {@code
 * insight.segment}, {@code insight.feedback} and core. Start with {@link
 * dev.tillwright.loyalty.insight.silence.SilentMembers}.
 */
@NullMarked
package dev.tillwright.loyalty.insight.silence;

import org.jspecify.annotations.NullMarked;
