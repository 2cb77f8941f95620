/**
 * Payment hosts: an ISO 8583 link over TCP, and a simulator of such a host with scripted faults and
 * books of its own, and the same without a network for an application's tests. May import {@code
 * payment}, {@code iso8583} and what lies below. Start with {@link
 * dev.tillwright.core.host.Iso8583Host}.
 */
@NullMarked
package dev.tillwright.core.host;

import org.jspecify.annotations.NullMarked;
