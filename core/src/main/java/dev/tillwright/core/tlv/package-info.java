/**
 * BER-TLV data objects as EMV uses them: bounded, and whatever is unknown is kept byte for byte.
 * Imports only the exception. Start with {@link dev.tillwright.core.tlv.TlvObjects}.
 */
@NullMarked
package dev.tillwright.core.tlv;

import org.jspecify.annotations.NullMarked;
