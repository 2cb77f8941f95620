package dev.tillwright.device.spi;

/** A listener's place; closing takes it away. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /** No event is begun after this. May be called again. */
  @Override
  void close();
}
