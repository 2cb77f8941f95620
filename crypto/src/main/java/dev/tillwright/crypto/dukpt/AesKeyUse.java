package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;

/** What a working key of AES DUKPT is for (ANSI X9.24-3:2017, table 2). */
public enum AesKeyUse {
  /** Keys on their way to the terminal. */
  KEY_ENCRYPTION(0x0002, ModeOfUse.DECRYPT, ModeOfUse.ENCRYPT),
  /** PIN blocks, to the host. */
  PIN_ENCRYPTION(0x1000, ModeOfUse.ENCRYPT, ModeOfUse.DECRYPT),
  /** MAC of a request. */
  MAC_GENERATION(0x2000, ModeOfUse.GENERATE, ModeOfUse.VERIFY),
  /** MAC of a response. */
  MAC_VERIFICATION(0x2001, ModeOfUse.VERIFY, ModeOfUse.GENERATE),
  /** One MAC key for both ways. */
  MAC_BOTH_WAYS(0x2002, ModeOfUse.GENERATE_AND_VERIFY, ModeOfUse.GENERATE_AND_VERIFY),
  /** Data of a request. */
  DATA_ENCRYPT(0x3000, ModeOfUse.ENCRYPT, ModeOfUse.DECRYPT),
  /** Data of a response. */
  DATA_DECRYPT(0x3001, ModeOfUse.DECRYPT, ModeOfUse.ENCRYPT),
  /** One data key for both ways. */
  DATA_BOTH_WAYS(0x3002, ModeOfUse.BOTH, ModeOfUse.BOTH);

  private final int indicator;
  private final ModeOfUse terminal;
  private final ModeOfUse host;

  AesKeyUse(int indicator, ModeOfUse terminal, ModeOfUse host) {
    this.indicator = indicator;
    this.terminal = terminal;
    this.host = host;
  }

  /** The usage indicator of the derivation data. */
  public int indicator() {
    return indicator;
  }

  /** Whether a working key may be described so. */
  boolean describes(KeySpec spec) {
    return spec.usage().equals(usage(spec.algorithm() == KeyAlgorithm.HMAC))
        && (spec.mode() == terminal || spec.mode() == host)
        && spec.exportability() == Exportability.NONE;
  }

  KeyUsage usage(boolean hmac) {
    return switch (this) {
      case KEY_ENCRYPTION -> KeyUsage.K1;
      case PIN_ENCRYPTION -> KeyUsage.P0;
      case MAC_GENERATION, MAC_VERIFICATION, MAC_BOTH_WAYS -> hmac ? KeyUsage.M7 : KeyUsage.M6;
      case DATA_ENCRYPT, DATA_DECRYPT, DATA_BOTH_WAYS -> KeyUsage.D0;
    };
  }

  boolean mac() {
    return this == MAC_GENERATION || this == MAC_VERIFICATION || this == MAC_BOTH_WAYS;
  }

  ModeOfUse mode(Side side) {
    return side == Side.HOST ? host : terminal;
  }
}
