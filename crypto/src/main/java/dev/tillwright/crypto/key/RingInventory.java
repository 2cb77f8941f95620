package dev.tillwright.crypto.key;

import dev.tillwright.core.access.KeyAges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** The keys of a ring for the audit. Their ids are random, so they need no check value. */
final class RingInventory implements KeyAges {
  private static final String ROTATE =
      "rotate it (SoftwareKeys.rotateSeal); see docs/card-protection.md";
  private static final String STAYS =
      "it does not rotate while its vault is in use: begin a new vault under a new key file, or"
          + " write down who accepts its age; see docs/card-protection.md";

  private final SoftwareKeys ring;
  private final ToLongFunction<String> sealed;

  RingInventory(SoftwareKeys ring, ToLongFunction<String> sealed) {
    this.ring = Objects.requireNonNull(ring, "ring");
    this.sealed = Objects.requireNonNull(sealed, "sealed");
  }

  @Override
  public List<Key> keys() {
    List<Key> all = new ArrayList<>();
    for (KeyPurpose purpose : KeyPurpose.values()) {
      KeyId id = ring.current(purpose);
      Key key = Key.of(id.value(), words(purpose), ring.created(id));
      if (purpose == KeyPurpose.SEAL) {
        long used = sealed.applyAsLong(id.value());
        all.add(key.limited(new Limits(Instant.MAX, used, KeyRing.MAX_MESSAGES)).remedied(ROTATE));
      } else {
        all.add(key.remedied(STAYS));
      }
    }
    return all;
  }

  private static String words(KeyPurpose purpose) {
    return switch (purpose) {
      case SEAL -> "sealing";
      case INDEX -> "index of cards";
      case FINGERPRINT -> "fingerprints of cards";
    };
  }

  @Override
  public String toString() {
    return "KeyInventory[" + ring + "]";
  }
}
