package dev.tillwright.core.campaign;

import static dev.tillwright.core.payment.HostCapability.DEDUPLICATION;
import static dev.tillwright.core.payment.HostCapability.REVERSAL;
import static dev.tillwright.core.payment.HostCapability.STATUS_QUERY;

import dev.tillwright.core.payment.HostCapabilities;

/** What the host of a chapter is able to do, and is known to be able to do. */
enum HostKind {
  ALL(HostCapabilities.of(REVERSAL, DEDUPLICATION, STATUS_QUERY)),
  NO_STATUS_QUERY(HostCapabilities.of(REVERSAL, DEDUPLICATION)),
  NO_REVERSAL(HostCapabilities.of(DEDUPLICATION, STATUS_QUERY)),
  NO_DEDUPLICATION(HostCapabilities.of(REVERSAL, STATUS_QUERY)),
  REVERSAL_ALONE(HostCapabilities.of(REVERSAL)),
  DEDUPLICATION_ALONE(HostCapabilities.of(DEDUPLICATION));

  private final HostCapabilities can;

  HostKind(HostCapabilities can) {
    this.can = can;
  }

  HostCapabilities can() {
    return can;
  }
}
