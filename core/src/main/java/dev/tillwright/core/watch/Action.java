package dev.tillwright.core.watch;

/** What to do about a finding. Only what a machine can do safely is {@link #safe}. */
public enum Action {
  ASK_HOST(true, "ask the host what became of it"),
  SEND_REVERSAL(true, "send the reversal again"),
  NOTE_LATE_CAPTURE(true, "note that the host took it after all, which undoes it again"),
  FORWARD(true, "send what was taken offline"),
  SHIP(false, "see that the till reaches the central store"),
  ASK_ACQUIRER(false, "ask the acquirer, then settle it by hand"),
  GIVE_BACK(false, "give the second charge back"),
  VERIFY_JOURNAL(
      false, "keep the file as it is, verify it beside its witnesses, restore from central"),
  ASK_OPERATOR(false, "ask who was there"),
  COUNT_AGAIN(false, "count the drawer again, then ask who had it"),
  CHECK_DEVICE(false, "look at the device"),
  UPDATE(false, "bring the till to the version of the others"),
  NOTHING(false, "nothing to do");

  private final boolean safe;
  private final String sentence;

  Action(boolean safe, String sentence) {
    this.safe = safe;
    this.sentence = sentence;
  }

  /** Whether a till may do it by itself: it asks, repeats or writes, and never edits. */
  public boolean safe() {
    return safe;
  }

  /** What to do, for people. */
  public String sentence() {
    return sentence;
  }
}
