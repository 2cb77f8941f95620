package dev.tillwright.core.monitor;

/**
 * Hears what a {@link Monitor} sees: the place to wire a metrics library or a pager.
 *
 * <p><b>Threads.</b> One call at a time and in order, never on a thread that sells. A listener that
 * is slow loses what comes while {@value Monitor#MAX_WAITING} messages wait for it; one that throws
 * is called again with the next. Neither is felt by a sale.
 */
public interface MonitorListener {

  /** Somebody should look at something; told once until it is cleared. */
  default void raised(Alarm alarm) {}

  /** The cause of an alarm is gone; told once. */
  default void cleared(Alarm alarm) {}

  /** All that could be read at one look, see {@link Monitor#look}. */
  default void looked(Reading reading) {}
}
