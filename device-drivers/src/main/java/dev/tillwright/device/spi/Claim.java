package dev.tillwright.device.spi;

/** A device held alone; closing releases it. */
@FunctionalInterface
public interface Claim extends AutoCloseable {
  /** Releases the device. May be called again, from any thread. */
  @Override
  void close();
}
