package dev.tillwright.device.msr;

import dev.tillwright.core.TillwrightException;

/** A track is not laid out as ISO/IEC 7813 says. Names the track and the position, never data. */
public final class TrackFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final int track;
  private final int position;

  TrackFormatException(int track, int position, String what) {
    super("track.format", true, "track " + track + ", position " + position + ": " + what);
    this.track = track;
    this.position = position;
  }

  /** 1, 2 or 3; 0 when it is none of them. */
  public int track() {
    return track;
  }

  /** Counted from 0 at the start of the text. */
  public int position() {
    return position;
  }
}
