package dev.tillwright.crypto.dukpt;

/**
 * A key serial number: which device, and which of its transactions. Public, and sent in clear
 * beside what it names the key of.
 */
public sealed interface Ksn permits TdesKsn, AesKsn {

  /** The device's part in hexadecimal, with a counter of zero where it shares a digit with it. */
  String device();

  /** The transaction's part, unsigned; 0 stands for the initial key and is no transaction. */
  long counter();

  /** The whole KSN in upper-case hexadecimal, as messages carry it. */
  String text();
}
