/**
 * Scales on a serial line: the Mettler Toledo 8217 dialogue, CAS with ENQ, ACK and DC1, and the CAS
 * stream of 22 bytes, from layouts that their makers published in manuals. May import {@code spi}
 * and {@code transport}. Start with {@link dev.tillwright.device.scale.SerialScale}.
 */
@NullMarked
package dev.tillwright.device.scale;

import org.jspecify.annotations.NullMarked;
