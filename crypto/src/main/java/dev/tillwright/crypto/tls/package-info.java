/**
 * The TLS profile of a till that calls a host. Imports core's exception only; all cryptography is
 * the JDK's. Start with {@link dev.tillwright.crypto.tls.TlsClient}.
 */
@NullMarked
package dev.tillwright.crypto.tls;

import org.jspecify.annotations.NullMarked;
