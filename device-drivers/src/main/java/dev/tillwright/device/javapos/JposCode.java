package dev.tillwright.device.javapos;

import dev.tillwright.device.spi.Fault;
import java.util.Locale;
import java.util.Optional;

/** Error codes of JavaPOS (UnifiedPOS, appendix A: JposConst) and what they mean here. */
enum JposCode {
  CLOSED(101, Fault.LOST),
  CLAIMED(102, Fault.CLAIMED),
  NOTCLAIMED(103, Fault.LOST),
  NOSERVICE(104, Fault.NO_DRIVER),
  DISABLED(105, Fault.LOST),
  ILLEGAL(106, Fault.UNSUPPORTED),
  NOHARDWARE(107, Fault.REFUSED),
  OFFLINE(108, Fault.LOST),
  NOEXIST(109, Fault.CONFIGURATION),
  EXISTS(110, Fault.CONFIGURATION),
  FAILURE(111, Fault.LOST),
  TIMEOUT(112, Fault.TIMEOUT),
  BUSY(113, Fault.BUSY),
  EXTENDED(114, Fault.LOST),
  DEPRECATED(115, Fault.UNSUPPORTED);

  private final int number;
  private final Fault fault;

  JposCode(int number, Fault fault) {
    this.number = number;
    this.fault = fault;
  }

  static Optional<JposCode> of(int number) {
    for (JposCode code : values()) {
      if (code.number == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  Fault fault() {
    return fault;
  }

  /** Whether the service says so before it does anything, so that nothing was done. */
  boolean refusesAtOnce() {
    return this == CLOSED
        || this == CLAIMED
        || this == NOTCLAIMED
        || this == DISABLED
        || this == ILLEGAL
        || this == BUSY;
  }

  /** "no hardware" for people who know JavaPOS: {@code JPOS_E_NOHARDWARE}. */
  String constant() {
    return "JPOS_E_" + name().toUpperCase(Locale.ROOT);
  }
}
