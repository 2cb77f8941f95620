package dev.tillwright.core.watch;

import java.time.Instant;
import java.util.Objects;

/**
 * What a device did, as its driver tells it.
 *
 * @param terminal at which till
 * @param device its id
 * @param kind what it did
 * @param at by the device's clock
 * @param sale for which sale; empty when the device does not know
 * @param count of a {@link Kind#COUNTER} how many approvals the device counted; else 0
 */
public record DeviceEvent(
    String terminal, String device, Kind kind, Instant at, String sale, long count) {
  public DeviceEvent {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(sale, "sale");
  }

  /** What devices do that somebody should have written down. */
  public enum Kind {
    CARD_IN,
    CARD_OUT,
    PIN_ASKED,
    PIN_DONE,
    SIGNATURE_ASKED,
    SIGNATURE_DONE,
    APPROVAL_SHOWN,
    RECEIPT_PRINTED,
    DRAWER_OPENED,
    /** Approvals since the device was made, as it counts them itself. */
    COUNTER,
    FAULT,
    READY;

    /** Whether the customer stands at the till. */
    boolean customer() {
      return this == CARD_IN || this == PIN_DONE || this == SIGNATURE_DONE;
    }
  }
}
