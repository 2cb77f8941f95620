/**
 * Authentication codes of messages, by keys that stay in their module: ISO/IEC 9797-1 algorithms 1
 * and 3, CMAC, HMAC, and national algorithms by a port. Imports {@code crypto.key}, {@code
 * crypto.dukpt}, Bouncy Castle for SM3, and core's {@code iso8583}. Start with {@link
 * dev.tillwright.crypto.mac.KeyedMac}.
 */
@NullMarked
package dev.tillwright.crypto.mac;

import org.jspecify.annotations.NullMarked;
