/**
 * Modules in which keys live: software, with its keys wrapped in a database, and PKCS#11 tokens,
 * with a ring that keeps a till's own keys in one. Imports {@code crypto.key}, whose SPI they fill,
 * the ciphers of {@code crypto.engine}, and core's store. Start with {@link
 * dev.tillwright.crypto.module.SoftwareModule} and {@link
 * dev.tillwright.crypto.module.Pkcs11Module}.
 */
@NullMarked
package dev.tillwright.crypto.module;

import org.jspecify.annotations.NullMarked;
