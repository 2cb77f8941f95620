package dev.tillwright.core;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep a JVM alive: the work of a till that is closed is over. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Makes threads that all have this name. */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
