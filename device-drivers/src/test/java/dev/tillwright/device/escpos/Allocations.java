package dev.tillwright.device.escpos;

import java.lang.reflect.Method;

/**
 * How many bytes this thread has allocated. By reflection: the module of devices does not read that
 * of the JVM's counters, and need not for a test.
 */
final class Allocations {
  private final Object threads;
  private final Method counter;

  Allocations() {
    try {
      threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      counter =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  long bytes() {
    try {
      return (long) counter.invoke(threads);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
