package dev.tillwright.device.emv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What a card says when it is powered (ISO/IEC 7816-3, 8.2), and whether a terminal for EMV cards
 * goes on with it (EMV book 1, 8.3).
 *
 * <p>Interface bytes are named as there: {@code TA1}, {@code TD2}. Immutable.
 */
public final class AnswerToReset {
  private static final int LONGEST = 33;

  private final int ts;
  private final Map<String, Integer> bytes;
  private final List<Integer> protocols;
  private final int historical;
  private final Check check;

  private AnswerToReset(
      int ts, Map<String, Integer> bytes, List<Integer> protocols, int historical, Check check) {
    this.ts = ts;
    this.bytes = bytes;
    this.protocols = List.copyOf(protocols);
    this.historical = historical;
    this.check = check;
  }

  /** What became of the check byte TCK. */
  private enum Check {
    ABSENT,
    RIGHT,
    WRONG
  }

  /**
   * Reads all of these bytes. A wrong check byte is no error here: {@link #isAcceptedByEmv} says
   * no.
   *
   * @throws ApduFormatException when they are no answer to reset
   */
  public static AnswerToReset parse(byte[] atr) {
    return new In(atr).read();
  }

  /** The protocols offered, each once, in order; {@code T=15} is none. */
  public List<Integer> protocols() {
    return protocols;
  }

  /** An interface byte by its name; nothing when the card did not send it. */
  public OptionalInt interfaceByte(String name) {
    Integer value = bytes.get(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** How many historical bytes there are. */
  public int historicalLength() {
    return historical;
  }

  /** Whether a terminal accepts it after a cold reset (EMV book 1, 8.3.3 and 8.3.4). */
  public boolean isAcceptedByEmv() {
    return (ts == 0x3B || ts == 0x3F) && first() && second() && third() && checkByte();
  }

  /** TB1 must be 00; TC1 may be anything; TA1 binds only when TA2 says so. */
  private boolean first() {
    int td1 = value("TD1", 0);
    return value("TB1", -1) == 0 && (td1 & 0xF) <= 1;
  }

  /** TA2 names a speed and protocol that must be had; TB2 is forbidden; TC2 is 0A. */
  private boolean second() {
    int ta2 = value("TA2", -1);
    int ta1 = value("TA1", 0x11);
    int protocol = value("TD1", 0) & 0xF;
    boolean specific =
        ta2 < 0 || (ta2 & 0x10) == 0 && (ta2 & 0xF) == protocol && ta1 >= 0x11 && ta1 <= 0x13;
    int td2 = value("TD2", -1);
    boolean next = td2 < 0 || (td2 & 0xF) == 1 || (td2 & 0xF) == 0xE && protocol == 0;
    return specific && !bytes.containsKey("TB2") && value("TC2", 0x0A) == 0x0A && next;
  }

  /** With T=1: size of blocks, waiting times that fit the guard time, a check byte a block. */
  private boolean third() {
    if ((value("TD2", 0) & 0xF) != 1) {
      return (value("TD1", 0) & 0xF) == 0;
    }
    int size = value("TA3", 0x20);
    int waits = value("TB3", 0xFF);
    int extraGuard = value("TC1", 0);
    int guard = extraGuard == 0xFF ? 0 : extraGuard + 1;
    return size >= 0x10
        && size <= 0xFE
        && waits >> 4 <= 4
        && (waits & 0xF) <= 5
        && 1 << (waits & 0xF) >= guard
        && value("TC3", 0) == 0;
  }

  /** There, and right, exactly when something else than T=0 is offered. */
  private boolean checkByte() {
    boolean onlyT0 =
        bytes.entrySet().stream()
            .noneMatch(each -> each.getKey().startsWith("TD") && (each.getValue() & 0xF) != 0);
    return check == (onlyT0 ? Check.ABSENT : Check.RIGHT);
  }

  private int value(String name, int otherwise) {
    return bytes.getOrDefault(name, otherwise);
  }

  @Override
  public String toString() {
    return "AnswerToReset" + protocols;
  }

  /** Walks along the bytes. */
  private static final class In {
    private final byte[] atr;
    private int at;

    In(byte[] atr) {
      this.atr = atr;
    }

    AnswerToReset read() {
      if (atr.length > LONGEST) {
        throw new ApduFormatException("ATR", LONGEST, "at most " + LONGEST + " bytes");
      }
      int ts = take("TS");
      int t0 = take("T0");
      Map<String, Integer> bytes = new LinkedHashMap<>();
      TreeSet<Integer> seen = new TreeSet<>();
      List<Integer> protocols = new ArrayList<>();
      int follow = t0 >> 4;
      for (int level = 1; follow != 0; level++) {
        int next = 0;
        for (int i = 0; i < 4; i++) {
          if ((follow & 1 << i) != 0) {
            String name = "T" + "ABCD".charAt(i) + level;
            int value = take(name);
            bytes.put(name, value);
            next = i == 3 ? value : next;
          }
        }
        if ((follow & 8) != 0) {
          int protocol = next & 0xF;
          if (protocol != 15 && seen.add(protocol)) {
            protocols.add(protocol);
          }
        }
        follow = (follow & 8) == 0 ? 0 : next >> 4;
      }
      if (!bytes.containsKey("TD1")) {
        protocols.add(0);
      }
      return finish(ts, t0 & 0xF, bytes, protocols);
    }

    private AnswerToReset finish(
        int ts, int historical, Map<String, Integer> bytes, List<Integer> protocols) {
      for (int i = 0; i < historical; i++) {
        take("T" + (i + 1));
      }
      Check check = Check.ABSENT;
      if (at < atr.length) {
        take("TCK");
        int sum = 0;
        for (int i = 1; i < at; i++) {
          sum ^= atr[i];
        }
        check = (sum & 0xFF) == 0 ? Check.RIGHT : Check.WRONG;
      }
      if (at != atr.length) {
        throw new ApduFormatException("ATR", at, "more bytes than it says");
      }
      return new AnswerToReset(ts, bytes, protocols, historical, check);
    }

    private int take(String name) {
      if (at >= atr.length) {
        throw new ApduFormatException(name, at, "the answer ends too early");
      }
      return atr[at++] & 0xFF;
    }
  }
}
