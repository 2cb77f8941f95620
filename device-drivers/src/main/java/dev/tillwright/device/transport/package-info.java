/**
 * How bytes reach a device: connections whose every wait has a deadline. May import {@code spi} and
 * core. Start with {@link dev.tillwright.device.transport.Transport}.
 */
@NullMarked
package dev.tillwright.device.transport;

import org.jspecify.annotations.NullMarked;
