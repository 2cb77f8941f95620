package dev.tillwright.device.escpos;

/**
 * A job of which nobody knows whether it came out, and what was known when it began.
 *
 * @param jobId which
 * @param processId its sign, or empty where the printer returns none
 * @param serial of the printer it was sent to, or empty where it tells none
 * @param cuts how often the printer had cut before; -1 where it does not count
 */
record LostJob(String jobId, String processId, String serial, long cuts) {}
