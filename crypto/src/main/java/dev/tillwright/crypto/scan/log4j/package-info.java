/**
 * Masks card numbers in Log4j 2. Needs {@code log4j-core}, which is an optional dependency of this
 * module. Start with {@link dev.tillwright.crypto.scan.log4j.PanMaskingPolicy}.
 */
@NullMarked
package dev.tillwright.crypto.scan.log4j;

import org.jspecify.annotations.NullMarked;
