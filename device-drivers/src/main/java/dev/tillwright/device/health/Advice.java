package dev.tillwright.device.health;

import dev.tillwright.device.spi.Condition;

/** What a person does about a condition. */
final class Advice {
  private Advice() {}

  static String of(Condition condition) {
    return switch (condition) {
      case OFFLINE -> "The device says that it is offline: press its button.";
      case PAPER_LOW -> "The paper is low: have a new roll at hand.";
      case PAPER_OUT -> "There is no paper: put in a roll.";
      case COVER_OPEN -> "The cover is open: close it.";
      case CUTTER_FAULT -> "The cutter is stuck: switch off, free the paper, switch on.";
      case OVERHEATED -> "The device is too hot: let it rest.";
      case DEVICE_FAULT -> "The device reports a fault: switch it off and on.";
      case BATTERY_LOW -> "The battery is low: put the device on its charger.";
      case BATTERY_EMPTY -> "The battery is empty: put the device on its charger.";
      case TAMPERED -> "The device was opened or moved: do not use it, and tell who is in charge.";
    };
  }
}
