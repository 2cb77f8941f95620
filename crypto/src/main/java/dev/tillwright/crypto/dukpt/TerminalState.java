package dev.tillwright.crypto.dukpt;

import java.util.Objects;

/**
 * Where a device stands, as its storage keeps it.
 *
 * @param device as {@link Ksn#device}
 * @param counter of the next transaction; 0 when the device is exhausted
 * @param register the keys of the transactions to come, wrapped under the storage key, in Base64
 */
public record TerminalState(String device, long counter, String register) {
  public TerminalState {
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(register, "register");
  }

  /** Says nothing of the register. */
  @Override
  public String toString() {
    return "TerminalState[" + device + " at " + counter + "]";
  }
}
