package dev.tillwright.crypto.key;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.CheckValue;
import dev.tillwright.crypto.engine.DesParity;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A key brought by several people, of whom none knows it (PCI PIN security requirements call it
 * split knowledge): each types a component, in any order, and the XOR of all is the key.
 *
 * <p><b>Guarantees.</b> Each component is held against its own check value when it is added, so the
 * person who mistyped is still there. Nobody brings two; no component is zero, or another's again.
 * The key is held against its check value before it is taken in, DES parity is set, and what was
 * collected is wiped by {@link #complete} and {@link #close}.
 *
 * <p><b>Not promised.</b> That the people are who they say, and see no screen but their own: that
 * is the room's business. The components pass through this machine's memory.
 *
 * <p>For one thread.
 */
public final class KeyCeremony implements AutoCloseable {
  private static final SecretAccess WHY = SecretAccess.forPurpose("key ceremony");
  private static final int MIN = 2;
  private static final int MAX = 9;

  private final KeySpec spec;
  private final int parts;
  private final List<String> holders = new ArrayList<>();
  private final List<SecretBytes> seen = new ArrayList<>();
  private final byte[] sum;

  private KeyCeremony(KeySpec spec, int parts) {
    this.spec = spec;
    this.parts = parts;
    this.sum = new byte[spec.bits() / Byte.SIZE];
  }

  /**
   * Begins.
   *
   * @param spec an AES or triple DES key
   * @param parts how many components there are, 2 to 9
   */
  public static KeyCeremony of(KeySpec spec, int parts) {
    if (spec.algorithm() != KeyAlgorithm.AES && spec.algorithm() != KeyAlgorithm.TDES) {
      throw new IllegalArgumentException("components make AES and triple DES keys");
    }
    if (parts < MIN || parts > MAX) {
      throw new IllegalArgumentException("a key has 2 to 9 components");
    }
    return new KeyCeremony(spec, parts);
  }

  /**
   * Takes a component in.
   *
   * @param holder who brought it, for the minutes: a name or a number
   * @param component stays the caller's to close
   * @throws KeyRefusedException {@code key.component}: not that of its check value, of another
   *     length, zero, brought before, or by one who brought one already
   */
  public KeyCeremony add(String holder, KeyComponent component) {
    String who = holder.strip().toLowerCase(Locale.ROOT);
    if (who.isEmpty() || who.length() > 128) {
      throw new IllegalArgumentException("a holder has a name of 1 to 128 characters");
    }
    refuse(holders.size() == parts, "all components were brought already");
    refuse(holders.contains(who), "its holder brought one already");
    refuse(component.secret().length() != sum.length, "it has another length than the key");
    byte[] bytes = component.secret().reveal(WHY);
    try {
      refuse(zero(bytes), "it is zero");
      refuse(
          !component.kcv().equals(kcv(spec, bytes, component.kcv())),
          "not that of its check value");
      refuse(seen.contains(component.secret()), "it was brought before");
      holders.add(who);
      seen.add(SecretBytes.copyOf(bytes));
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= bytes[i];
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    return this;
  }

  /** How many are still to come. */
  public int missing() {
    return parts - holders.size();
  }

  /**
   * Takes the key in as the next version of {@code id}, and wipes what was collected.
   *
   * @param kcv the check value of the whole key, in either style
   * @throws IllegalStateException while components are missing, or when this was done before
   * @throws KeyRefusedException {@code key.component} when the key is not that of its check value,
   *     is zero, or is triple DES with parts alike; what {@link Keys#load} throws
   */
  public KeyHandle complete(Keys keys, String id, String kcv) {
    if (missing() > 0 || seen.isEmpty()) {
      throw new IllegalStateException(missing() + " components are missing");
    }
    try {
      refuse(zero(sum), "the key is zero");
      if (spec.algorithm() == KeyAlgorithm.TDES) {
        DesParity.adjust(sum);
        refuse(alike(sum), "parts of the triple DES key are alike");
      }
      refuse(!kcv.equals(kcv(spec, sum, kcv)), "the key is not that of its check value");
      try (SecretBytes key = SecretBytes.copyOf(sum)) {
        return keys.load(id, spec, key);
      }
    } finally {
      close();
    }
  }

  /**
   * The other side: components of a key that may leave in clear, for the envelopes of another site.
   *
   * @return as many as asked for, each for the caller to close
   * @throws KeyRefusedException {@code key.exportability} unless the key is {@link
   *     Exportability#SENSITIVE}
   */
  public static List<KeyComponent> split(
      Keys keys, KeyHandle key, int parts, SecretAccess access, SecureRandom random) {
    KeySpec spec = keys.find(key.ref()).map(KeyHandle::spec).orElse(key.spec());
    KeyCeremony checked = of(spec, parts);
    List<KeyComponent> components = new ArrayList<>();
    try (SecretBytes whole = keys.reveal(key, access)) {
      byte[] rest = whole.reveal(access);
      for (int i = 1; i < parts; i++) {
        byte[] part = new byte[checked.sum.length];
        random.nextBytes(part);
        for (int at = 0; at < rest.length; at++) {
          rest[at] ^= part[at];
        }
        components.add(component(spec, part));
      }
      components.add(component(spec, rest));
    }
    return components;
  }

  private static KeyComponent component(KeySpec spec, byte[] bytes) {
    String style = spec.algorithm() == KeyAlgorithm.AES ? "0000000000" : "000000";
    try {
      return new KeyComponent(SecretBytes.copyOf(bytes), kcv(spec, bytes, style));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** In the style whose length the sample has. */
  private static String kcv(KeySpec spec, byte[] key, String sample) {
    BlockEngine engine = spec.algorithm() == KeyAlgorithm.AES ? BlockEngine.AES : BlockEngine.TDES;
    byte[] value =
        sample.length() == 6 ? CheckValue.ecb(engine, key) : CheckValue.cmac(engine, key);
    return HexFormat.of().withUpperCase().formatHex(value);
  }

  private static boolean zero(byte[] bytes) {
    return MessageDigest.isEqual(bytes, new byte[bytes.length]);
  }

  private static boolean alike(byte[] key) {
    for (int at = 8; at < key.length; at += 8) {
      if (Arrays.equals(key, at - 8, at, key, at, at + 8)) {
        return true; // it would do no more than single DES
      }
    }
    return false;
  }

  private static void refuse(boolean refused, String why) {
    if (refused) {
      throw new KeyRefusedException("key.component", "the component is refused: " + why);
    }
  }

  /** Wipes what was collected. May be called again. */
  @Override
  public void close() {
    Arrays.fill(sum, (byte) 0);
    seen.forEach(SecretBytes::close);
    seen.clear();
  }

  @Override
  public String toString() {
    return "KeyCeremony[" + Objects.toString(spec) + ", " + missing() + " missing]";
  }
}
