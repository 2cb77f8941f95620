package dev.tillwright.device.contract;

/** What a driver says of what it was asked to do. */
enum Deed {
  /** The device did it, and said so. */
  DONE,
  /** The device was told, and cannot say more. */
  TOLD,
  /** The device did not do it, for certain. */
  NOT_DONE,
  /** Nobody knows. */
  UNKNOWN
}
