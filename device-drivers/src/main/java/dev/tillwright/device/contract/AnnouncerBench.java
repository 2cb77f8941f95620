package dev.tillwright.device.contract;

import dev.tillwright.device.spi.PaymentAnnouncer;
import java.util.OptionalInt;

/** A payment announcer to check. */
public interface AnnouncerBench extends DeviceBench<PaymentAnnouncer> {

  /** How often an announcement was said aloud; empty when nobody listens. */
  default OptionalInt said(String id) {
    return OptionalInt.empty();
  }
}
