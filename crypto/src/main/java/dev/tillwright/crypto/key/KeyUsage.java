package dev.tillwright.crypto.key;

import java.util.regex.Pattern;

/**
 * What a key is for, by the two characters of ANSI X9.143 (TR-31), bytes 5 and 6 of a key block's
 * header.
 *
 * <p>The set is open: the standard grows, and codes of two digits are proprietary. A code that is
 * not named here can be read, listed, carried on and destroyed; no operation is allowed with it.
 *
 * @param code two upper-case letters or digits, for example {@code P0}
 */
public record KeyUsage(String code) {
  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{2}");

  /** DUKPT base derivation key (BDK). */
  public static final KeyUsage B0 = new KeyUsage("B0");

  /** DUKPT initial key (IPEK, IK), and the intermediate keys of a terminal's register. */
  public static final KeyUsage B1 = new KeyUsage("B1");

  /** Base key of a variant scheme. */
  public static final KeyUsage B2 = new KeyUsage("B2");

  /** Derivation key outside X9.24. */
  public static final KeyUsage B3 = new KeyUsage("B3");

  /** Card verification (CVV, CVC). */
  public static final KeyUsage C0 = new KeyUsage("C0");

  /** Encryption of data, symmetric. */
  public static final KeyUsage D0 = new KeyUsage("D0");

  /** EMV issuer master key: application cryptograms. */
  public static final KeyUsage E0 = new KeyUsage("E0");

  /** EMV issuer master key: secure messaging for confidentiality. */
  public static final KeyUsage E1 = new KeyUsage("E1");

  /** EMV issuer master key: secure messaging for integrity. */
  public static final KeyUsage E2 = new KeyUsage("E2");

  /** EMV issuer master key: data authentication code. */
  public static final KeyUsage E3 = new KeyUsage("E3");

  /** EMV issuer master key: dynamic numbers. */
  public static final KeyUsage E4 = new KeyUsage("E4");

  /** EMV issuer master key: card personalization. */
  public static final KeyUsage E5 = new KeyUsage("E5");

  /** EMV: other. */
  public static final KeyUsage E6 = new KeyUsage("E6");

  /** Encryption of keys, outside key blocks: AES key wrap. */
  public static final KeyUsage K0 = new KeyUsage("K0");

  /** Key block protection key (KBPK). */
  public static final KeyUsage K1 = new KeyUsage("K1");

  /** ISO 16609 MAC, algorithm 1, by TDES. */
  public static final KeyUsage M0 = new KeyUsage("M0");

  /** ISO 9797-1 MAC, algorithm 1. */
  public static final KeyUsage M1 = new KeyUsage("M1");

  /** ISO 9797-1 MAC, algorithm 3: the retail MAC of ANSI X9.19. */
  public static final KeyUsage M3 = new KeyUsage("M3");

  /** ISO 9797-1:2011 MAC, algorithm 5: CMAC. */
  public static final KeyUsage M6 = new KeyUsage("M6");

  /** HMAC. */
  public static final KeyUsage M7 = new KeyUsage("M7");

  /** Encryption of PINs. */
  public static final KeyUsage P0 = new KeyUsage("P0");

  /** Asymmetric key pair for signatures. */
  public static final KeyUsage S0 = new KeyUsage("S0");

  /** PIN verification: other. */
  public static final KeyUsage V0 = new KeyUsage("V0");

  /** PIN verification: IBM 3624. */
  public static final KeyUsage V1 = new KeyUsage("V1");

  /** PIN verification: PVV. */
  public static final KeyUsage V2 = new KeyUsage("V2");

  public KeyUsage {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a key usage is two upper-case letters or digits");
    }
  }

  /** A usage by its code. */
  public static KeyUsage of(String code) {
    return new KeyUsage(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
