package dev.tillwright.device.contract;

import dev.tillwright.device.spi.SignaturePad;

/** A signature pad to check. */
public interface SignatureBench extends DeviceBench<SignaturePad> {

  /** A customer signs and confirms, once next asked. */
  void sign();

  /** A customer presses cancel, once next asked. */
  void refuse();
}
