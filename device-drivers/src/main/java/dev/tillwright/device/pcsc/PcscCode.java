package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;

/** What PC/SC's calls answer, as faults of ours. */
final class PcscCode {
  static final int OK = 0;
  static final int INTERNAL = 0x80100001;
  static final int CANCELLED = 0x80100002;
  static final int INVALID_HANDLE = 0x80100003;
  static final int INSUFFICIENT_BUFFER = 0x80100008;
  static final int UNKNOWN_READER = 0x80100009;
  static final int TIMEOUT = 0x8010000A;
  static final int SHARING_VIOLATION = 0x8010000B;
  static final int NO_SMARTCARD = 0x8010000C;
  static final int PROTOCOL_MISMATCH = 0x8010000F;
  static final int NOT_READY = 0x80100010;
  static final int COMM_ERROR = 0x80100013;
  static final int NOT_TRANSACTED = 0x80100016;
  static final int READER_UNAVAILABLE = 0x80100017;
  static final int NO_SERVICE = 0x8010001D;
  static final int SERVICE_STOPPED = 0x8010001E;
  static final int NO_READERS = 0x8010002E;
  static final int UNSUPPORTED_CARD = 0x80100065;
  static final int UNRESPONSIVE_CARD = 0x80100066;
  static final int UNPOWERED_CARD = 0x80100067;
  static final int RESET_CARD = 0x80100068;
  static final int REMOVED_CARD = 0x80100069;
  static final int SECURITY_VIOLATION = 0x8010006A;

  private PcscCode() {}

  /**
   * Whether the service went away under a context, which is then of no use: it was stopped, or was
   * started anew and knows the old handles no more.
   */
  static boolean lostService(int code) {
    return switch (code) {
      case NO_SERVICE, SERVICE_STOPPED, INVALID_HANDLE, COMM_ERROR, INTERNAL -> true;
      default -> false;
    };
  }

  static DeviceException failure(int code, Phase phase, String who) {
    return DeviceException.of(fault(code), phase, who + " " + text(code));
  }

  private static Fault fault(int code) {
    if (lostService(code)) {
      return Fault.LOST;
    }
    return switch (code) {
      case CANCELLED -> Fault.CANCELLED;
      case TIMEOUT -> Fault.TIMEOUT;
      case SHARING_VIOLATION -> Fault.CLAIMED;
      case NO_SMARTCARD, REMOVED_CARD, RESET_CARD, UNPOWERED_CARD, NOT_TRANSACTED -> Fault.NO_CARD;
      case UNSUPPORTED_CARD, UNRESPONSIVE_CARD, PROTOCOL_MISMATCH -> Fault.BAD_READ;
      case UNKNOWN_READER, READER_UNAVAILABLE, NO_READERS, NOT_READY -> Fault.LOST;
      case SECURITY_VIOLATION -> Fault.PERMISSION;
      default -> Fault.PROTOCOL;
    };
  }

  private static String text(int code) {
    String words =
        switch (code) {
          case CANCELLED -> "was cancelled";
          case TIMEOUT -> "did not answer in time";
          case SHARING_VIOLATION -> "is kept by another program";
          case NO_SMARTCARD -> "has no card";
          case REMOVED_CARD -> "lost its card";
          case RESET_CARD -> "had its card reset by another program";
          case UNSUPPORTED_CARD, UNRESPONSIVE_CARD -> "has a card that is mute";
          case UNPOWERED_CARD, NOT_TRANSACTED -> "reaches its card no more";
          case PROTOCOL_MISMATCH -> "has a card that speaks no known protocol";
          case UNKNOWN_READER, READER_UNAVAILABLE, NO_READERS -> "is not plugged in";
          case SECURITY_VIOLATION -> "may not be used by this user";
          case NO_SERVICE, SERVICE_STOPPED -> "lost the smart card service";
          default -> "failed";
        };
    return words + " (" + Integer.toHexString(code) + ")";
  }
}
