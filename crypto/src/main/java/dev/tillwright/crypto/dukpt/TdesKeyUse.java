package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Set;

/** What a working key of TDES DUKPT is for, by its variant (ANSI X9.24-1:2009, A.4.1). */
public enum TdesKeyUse {
  /** PIN blocks, to the host. */
  PIN(0xFFL, ModeOfUse.ENCRYPT, ModeOfUse.DECRYPT),
  /** MAC of a request. */
  MAC_REQUEST(0xFF00L, ModeOfUse.GENERATE, ModeOfUse.VERIFY),
  /** MAC of a response. */
  MAC_RESPONSE(0xFF00_0000L, ModeOfUse.VERIFY, ModeOfUse.GENERATE),
  /** Data of a request. */
  DATA_REQUEST(0xFF_0000L, ModeOfUse.ENCRYPT, ModeOfUse.DECRYPT),
  /** Data of a response. */
  DATA_RESPONSE(0xFF_0000_0000L, ModeOfUse.DECRYPT, ModeOfUse.ENCRYPT);

  private final long mask;
  private final ModeOfUse terminal;
  private final ModeOfUse host;

  TdesKeyUse(long mask, ModeOfUse terminal, ModeOfUse host) {
    this.mask = mask;
    this.terminal = terminal;
    this.host = host;
  }

  /** What is added to each half of the transaction key. */
  public long mask() {
    return mask;
  }

  /**
   * Whether a working key may be described so: a PIN key as data key, too, for old card readers.
   */
  boolean describes(KeySpec spec) {
    Set<KeyUsage> usages =
        switch (this) {
          case PIN -> Set.of(KeyUsage.P0, KeyUsage.D0);
          case MAC_REQUEST, MAC_RESPONSE -> Set.of(KeyUsage.M1, KeyUsage.M3, KeyUsage.M6);
          case DATA_REQUEST, DATA_RESPONSE -> Set.of(KeyUsage.D0);
        };
    return usages.contains(spec.usage())
        && (spec.mode() == terminal || spec.mode() == host)
        && spec.algorithm() == KeyAlgorithm.TDES
        && spec.bits() == 128
        && spec.exportability() == Exportability.NONE;
  }

  ModeOfUse mode(Side side) {
    return side == Side.HOST ? host : terminal;
  }
}
