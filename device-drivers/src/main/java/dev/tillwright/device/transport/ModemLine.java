package dev.tillwright.device.transport;

/** The lines of a serial port beside its data (ITU-T V.24). */
public enum ModemLine {
  /** Data terminal ready, which this end sets. */
  DTR(0x002, true),
  /** Request to send, which this end sets. */
  RTS(0x004, true),
  /** Clear to send. */
  CTS(0x020, false),
  /** Carrier detected. */
  CD(0x040, false),
  /** Ringing. */
  RI(0x080, false),
  /** Data set ready; a cash drawer's switch is often wired to it. */
  DSR(0x100, false);

  private final int bit;
  private final boolean ours;

  ModemLine(int bit, boolean ours) {
    this.bit = bit;
    this.ours = ours;
  }

  /** Whether this end sets it; else the device does. */
  public boolean isOurs() {
    return ours;
  }

  /** Its bit in Linux's numbers. */
  int bit() {
    return bit;
  }
}
