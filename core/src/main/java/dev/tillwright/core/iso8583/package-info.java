/**
 * ISO 8583 messages: a codec composed of type, encoding, padding and length prefix from specs that
 * are data. No I/O, no knowledge of sales; imports only {@code json}, {@code tlv} and the
 * exception. Start with {@link dev.tillwright.core.iso8583.MessageSpec}.
 */
@NullMarked
package dev.tillwright.core.iso8583;

import org.jspecify.annotations.NullMarked;
