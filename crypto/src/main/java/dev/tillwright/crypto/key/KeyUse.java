package dev.tillwright.crypto.key;

/**
 * What can be done with a key, and which usages and modes of ANSI X9.143 allow it. This is the one
 * table by which {@link Keys} decides.
 */
public enum KeyUse {
  /** Encrypt data. */
  ENCRYPT(true, "BEN", "D0"),
  /** Decrypt data. */
  DECRYPT(false, "BDN", "D0"),
  /** Make a MAC. */
  GENERATE_MAC(true, "CGN", "M0 M1 M3 M6 M7"),
  /** Check a MAC. */
  VERIFY_MAC(false, "CVN", "M0 M1 M3 M6 M7"),
  /** Wrap another key in a key block. */
  WRAP_BLOCK(true, "BEN", "K1"),
  /** Take a key out of a key block. */
  UNWRAP_BLOCK(false, "BDN", "K1"),
  /** Wrap another key by AES key wrap. */
  WRAP_KEY(true, "BEN", "K0"),
  /** Take a key out of AES key wrap. */
  UNWRAP_KEY(false, "BDN", "K0"),
  /** Leave the module inside a key block: any key whose exportability is not {@code N}. */
  EXPORT_IN_BLOCK(false, "", ""),
  /** Derive another key. */
  DERIVE(false, "XN", "B0 B1 B2 B3 E0 E1 E2 E3 E4 E5 E6"),
  /** Encrypt a PIN block. */
  ENCRYPT_PIN(true, "BEN", "P0"),
  /** Decrypt a PIN block, inside a module only. */
  DECRYPT_PIN(false, "BDN", "P0"),
  /** Make a PIN check value or offset. */
  GENERATE_PIN_CHECK(true, "CGN", "V0 V1 V2"),
  /** Check a PIN by its check value or offset. */
  VERIFY_PIN_CHECK(false, "CVN", "V0 V1 V2"),
  /** Make a card verification value. */
  GENERATE_CARD_CHECK(true, "CGN", "C0"),
  /** Check a card verification value. */
  VERIFY_CARD_CHECK(false, "CVN", "C0"),
  /** Make an EMV cryptogram or secure message, by a derived card or session key. */
  GENERATE_CRYPTOGRAM(true, "CGBEN", "E0 E1 E2 E3 E4 E5 E6"),
  /** Check an EMV cryptogram, by a derived card or session key. */
  VERIFY_CRYPTOGRAM(false, "CVBDN", "E0 E1 E2 E3 E4 E5 E6");

  private final boolean protects;
  private final String modes;
  // A code holds no space, so that it is found only as a whole.
  private final String usages;

  KeyUse(boolean protects, String modes, String usages) {
    this.protects = protects;
    this.modes = modes;
    this.usages = usages;
  }

  /** Whether it protects something new: only an active key does, and only this is counted. */
  public boolean protects() {
    return protects;
  }

  boolean allowedFor(KeyUsage usage) {
    return this == EXPORT_IN_BLOCK || usages.contains(usage.code());
  }

  boolean allowedIn(ModeOfUse mode) {
    return this == EXPORT_IN_BLOCK || modes.indexOf(mode.code()) >= 0;
  }
}
