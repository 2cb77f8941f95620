package dev.tillwright.device.scanner;

import dev.tillwright.device.spi.BarcodeScanner.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the codes in characters that arrive one by one, by {@link ScanRules}. Pure: the time comes
 * in with each character, in nanoseconds of any monotonic clock.
 *
 * <p><b>Guarantees.</b> Every character ends in a code, in a flaw, or in what a person typed; lost
 * are only control keys, the same code again and what comes while the rules blank. At most the
 * longest code is kept. For one thread.
 */
public final class ScanDecoder {

  /** What characters turned out to be. Prints no content. */
  public sealed interface Found {

    /** A code, without prefix, suffix and terminator. */
    record Code(String text) implements Found {
      public Code {
        Objects.requireNonNull(text, "text");
      }

      @Override
      public String toString() {
        return "Code[" + text.length() + " characters]";
      }
    }

    /** Something of a scanner that is no code. */
    record Bad(Flaw flaw) implements Found {}

    /** Keys that a person pressed, to be handed on. */
    record Typed(String text) implements Found {
      @Override
      public String toString() {
        return "Typed[" + text.length() + " characters]";
      }
    }
  }

  private final ScanRules rules;
  private final StringBuilder kept = new StringBuilder();
  private boolean overlong;
  private long first;
  private long last;
  private String before = "";
  private long beforeAt;
  private boolean any;

  /** A decoder that has seen nothing. */
  public ScanDecoder(ScanRules rules) {
    this.rules = Objects.requireNonNull(rules, "rules");
  }

  /**
   * Takes a character.
   *
   * @param at when it came, not before the one before
   */
  public List<Found> accept(char character, long at) {
    List<Found> found = new ArrayList<>(tick(at));
    if (any && at - beforeAt < rules.blanking().toNanos()) {
      return found;
    }
    if (rules.terminators().indexOf(character) >= 0) {
      end(at, found);
      return found;
    }
    if (character < ' ' && character != 0x1d) {
      // Control keys are no part of a code; GS separates the parts of a GS1 code.
      return found;
    }
    if (kept.length() == 0 && !overlong) {
      first = at;
    }
    last = at;
    if (kept.length() >= rules.longest() + rules.prefix().length() + rules.suffix().length()) {
      overlong = true;
      kept.setLength(0);
    }
    if (!overlong) {
      kept.append(character);
    }
    return found;
  }

  /** Lets time pass: what waits for its end too long is given up. */
  public List<Found> tick(long at) {
    boolean waiting = kept.length() > 0 || overlong;
    boolean late = at - last > rules.gap().toNanos() || at - first > rules.longestTime().toNanos();
    return waiting && late ? List.of(giveUp()) : List.of();
  }

  private Found giveUp() {
    String text = kept.toString();
    boolean was = overlong;
    reset();
    if (was) {
      return new Found.Bad(Flaw.TOO_LONG);
    }
    // One or two keys are a person's; a run as long as a code is a scanner without its end.
    return text.length() < rules.shortest() + rules.prefix().length()
        ? new Found.Typed(text)
        : new Found.Bad(Flaw.NO_TERMINATOR);
  }

  private void end(long at, List<Found> found) {
    if (kept.length() == 0 && !overlong) {
      return; // a second terminator, or Enter of a person
    }
    String text = kept.toString();
    boolean was = overlong;
    reset();
    if (was) {
      found.add(new Found.Bad(Flaw.TOO_LONG));
      return;
    }
    boolean framed =
        text.startsWith(rules.prefix())
            && text.endsWith(rules.suffix())
            && text.length() >= rules.prefix().length() + rules.suffix().length();
    if (!framed) {
      found.add(
          rules.prefix().isEmpty() ? new Found.Bad(Flaw.BAD_CHARACTER) : new Found.Typed(text));
      return;
    }
    String code = text.substring(rules.prefix().length(), text.length() - rules.suffix().length());
    if (code.length() < rules.shortest()) {
      found.add(new Found.Bad(Flaw.TOO_SHORT));
      return;
    }
    boolean same = any && code.equals(before) && at - beforeAt < rules.quiet().toNanos();
    before = code;
    beforeAt = at;
    any = true;
    if (!same) {
      found.add(new Found.Code(code));
    }
  }

  /** Forgets what it has begun. */
  public void reset() {
    kept.setLength(0);
    overlong = false;
  }
}
