package dev.tillwright.crypto.key;

/** How a key check value (KCV) is made. It tells keys apart and is no proof of anything else. */
public enum KcvStyle {
  /** The first three bytes of a zero block under the key: the old style, for triple DES and AES. */
  ECB,
  /** The first five bytes of CMAC over a zero block: ANSI X9.24-1:2017, the style for AES. */
  CMAC
}
