package dev.tillwright.device.escpos;

/** What a printer can say beside its status. */
public enum Answer {
  /** It tells unasked when its status changes ({@code GS a}, automatic status back). */
  PUSH,
  /** It returns a job's own sign once the job is done ({@code GS ( H}, function 48). */
  PROCESS_ID,
  /** It counts its cuts ({@code GS g 2}, counter 178), which tells whether a lost job came out. */
  CUT_COUNTER,
  /** It tells its serial number ({@code GS I 68}). */
  SERIAL_NUMBER
}
