/**
 * How bytes reach a device: connections whose every wait has a deadline, over TCP, serial ports,
 * files of devices, the Windows spooler and memory. May import {@code spi} and core; native code is
 * loaded at the first connection that needs it. Start with {@link
 * dev.tillwright.device.transport.Transport}; {@link
 * dev.tillwright.device.transport.PseudoTerminal} is a serial port to try a driver on.
 */
@NullMarked
package dev.tillwright.device.transport;

import org.jspecify.annotations.NullMarked;
