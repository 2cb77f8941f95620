package dev.tillwright.device.msr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one swipe gave: tracks 1 and 2 read, track 3 recognised.
 *
 * <p>Reads the characters as readers send them: {@code %} begins track 1, {@code ;} track 2, {@code
 * +} track 3, {@code ?} ends each. Without any sentinel the text is taken for track 2. At most 256
 * characters.
 *
 * <p><b>Guarantee.</b> Prints only which tracks there are.
 */
public final class Swipe implements AutoCloseable {
  private static final int MAX = 256;

  private final List<Track> tracks;
  private final boolean track3;

  private Swipe(List<Track> tracks, boolean track3) {
    this.tracks = tracks;
    this.track3 = track3;
  }

  /**
   * Reads the text of a swipe, in which no check character stands; the caller wipes the text.
   *
   * @throws TrackFormatException with track and position, without data
   */
  public static Swipe parse(CharSequence text) {
    if (text.length() == 0 || text.length() > MAX) {
      throw new TrackFormatException(0, 0, "1 to " + MAX + " characters were expected");
    }
    List<Track> tracks = new ArrayList<>();
    boolean track3 = false;
    boolean done = false;
    try {
      int at = 0;
      while (at < text.length()) {
        int number = numberOf(text.charAt(at));
        if (number == 0 && at > 0) {
          throw new TrackFormatException(0, at, "a start sentinel was expected");
        }
        int start = number == 0 ? 0 : at + 1;
        int end = number == 0 ? bareEnd(text) : end(text, start, number);
        if (number == 3) {
          track3 = true;
        } else {
          add(tracks, number == 0 ? 2 : number, text, start, end);
        }
        at = end + 1;
      }
      done = true;
      return new Swipe(List.copyOf(tracks), track3);
    } finally {
      if (!done) {
        tracks.forEach(Track::close);
      }
    }
  }

  private static void add(List<Track> tracks, int number, CharSequence text, int start, int end) {
    for (Track track : tracks) {
      if (track.number() == number) {
        throw new TrackFormatException(number, start, "this track came twice");
      }
    }
    tracks.add(new TrackParser(number, text.subSequence(start, end), start).parse());
  }

  private static int numberOf(char sentinel) {
    return switch (sentinel) {
      case '%' -> 1;
      case ';' -> 2;
      case '+' -> 3;
      default -> 0;
    };
  }

  private static int end(CharSequence text, int start, int number) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '?') {
        return i;
      }
    }
    throw new TrackFormatException(number, text.length(), "an end sentinel was expected");
  }

  private static int bareEnd(CharSequence text) {
    return text.charAt(text.length() - 1) == '?' ? text.length() - 1 : text.length();
  }

  /** Track 1 or 2, when it was read. */
  public Optional<Track> track(int number) {
    return tracks.stream().filter(track -> track.number() == number).findFirst();
  }

  /** Whether there was a track 3, which is not decoded. */
  public boolean hasTrack3() {
    return track3;
  }

  /** Wipes the tracks. May be called again. */
  @Override
  public void close() {
    tracks.forEach(Track::close);
  }

  @Override
  public String toString() {
    return "Swipe" + tracks;
  }
}
