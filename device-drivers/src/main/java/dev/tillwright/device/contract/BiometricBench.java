package dev.tillwright.device.contract;

import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;

/** A biometric reader to check. */
public interface BiometricBench extends DeviceBench<BiometricVerifier> {

  /** A template of the known person, in the device. */
  TemplateHandle known();

  /** The known person comes, once somebody is next awaited. */
  void comes();

  /** Another person comes, once somebody is next awaited. */
  void strangerComes();
}
