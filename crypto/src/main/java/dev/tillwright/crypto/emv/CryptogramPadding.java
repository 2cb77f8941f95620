package dev.tillwright.crypto.emv;

/** How the data of a cryptogram is filled up to whole blocks (ISO/IEC 9797-1, clause 6.3). */
public enum CryptogramPadding {
  /** Zeros. */
  METHOD_1,
  /** A bit and zeros: the common way. */
  METHOD_2
}
