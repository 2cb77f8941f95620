package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;

/** A terminal's journal and the central store's copy of it part; nothing was written. */
public final class ForkException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final transient Fork fork;

  ForkException(Fork fork) {
    super(fork.what().code(), false, fork.message());
    this.fork = fork;
  }

  /** Where, and in which way. */
  public Fork fork() {
    return fork;
  }
}
