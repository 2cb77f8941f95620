package dev.tillwright.device.contract;

import java.util.UUID;

/** Names that no device saw before, in this run or another. */
final class Ids {
  private Ids() {}

  static String fresh() {
    return "check-" + UUID.randomUUID();
  }
}
