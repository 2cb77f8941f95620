package dev.tillwright.device.contract;

/** What a bench can make a device do wrong. */
public enum Trouble {
  /** Takes what is sent, does nothing and answers nothing. */
  SILENT("keep the device silent"),
  /** Takes not one byte more. */
  STUCK("make the device take no more bytes"),
  /** The cable is out: what was connected is lost, and nothing connects. */
  UNPLUGGED("unplug the device"),
  /** Answers what no device of its kind would. */
  GARBLED("garble the device's answers"),
  /** Takes a part of the next job, then its cable is out and in again; once. */
  BREAKS_MID_JOB("break the connection within a job"),
  /** Does what is asked next, and its cable is out and in again before it can say so; once. */
  REPLY_LOST("lose an answer"),
  /** A printer without paper. */
  PAPER_OUT("take the paper out");

  private final String what;

  Trouble(String what) {
    this.what = what;
  }

  /** What a bench that can cause it can do: "keep the device silent". */
  public String what() {
    return what;
  }
}
