package dev.tillwright.device;

/** Something was plugged in or out, for longer than a contact bounces. */
public sealed interface PortEvent {

  /** What it is about. */
  PluggedPort plugged();

  /** It came. */
  record Arrived(PluggedPort plugged) implements PortEvent {}

  /** It went; everything of this generation is over. */
  record Left(PluggedPort plugged) implements PortEvent {}
}
