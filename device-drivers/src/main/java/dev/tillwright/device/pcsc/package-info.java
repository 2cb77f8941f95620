/**
 * Smart card readers by PC/SC: the service of the operating system (pcsc-lite on Linux, WinSCard on
 * Windows, PCSC on macOS), called through JNA. May import {@code spi} and core. Start with {@link
 * dev.tillwright.device.pcsc.PcscCardReader}.
 *
 * <p>Tested on 64-bit Linux with pcsc-lite; the layouts for Windows and macOS are from their
 * documentation and untested.
 */
@NullMarked
package dev.tillwright.device.pcsc;

import org.jspecify.annotations.NullMarked;
