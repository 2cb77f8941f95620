/**
 * Masks card numbers in Logback. Needs {@code logback-classic}, which is an optional dependency of
 * this module. Start with {@link dev.tillwright.crypto.scan.logback.MaskingAppender}.
 */
@NullMarked
package dev.tillwright.crypto.scan.logback;

import org.jspecify.annotations.NullMarked;
