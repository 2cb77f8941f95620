package dev.tillwright.core.report;

/**
 * A day close as the report met it.
 *
 * @param number of the Z, from 1
 * @param fromSeq the first position of the period
 * @param toSeq the position of the day close itself
 * @param agrees whether the day close says what was counted in its period; when not, something was
 *     written between counting and closing, or the close was made elsewhere
 */
public record DayClose(long number, long fromSeq, long toSeq, boolean agrees) {}
