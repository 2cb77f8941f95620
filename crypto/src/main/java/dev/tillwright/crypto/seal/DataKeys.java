package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.seal.SubjectKeys.Absent;
import dev.tillwright.crypto.seal.SubjectKeys.Lookup;
import dev.tillwright.crypto.seal.SubjectKeys.Present;
import dev.tillwright.crypto.seal.SubjectKeys.Shredded;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes, wraps, unwraps and rotates data keys. None is kept in clear between two calls, so that a
 * key which was shredded, in another process too, is not used again.
 */
final class DataKeys {
  private static final int ATTEMPTS = 16;
  private static final int PAGE = 100;
  private static final int MAX_LISTED = 10_000;

  private final KeyRing ring;
  private final SubjectKeys store;
  private final SecureRandom random;
  private final long limit;
  private final MessageBlocks blocks;

  /**
   * @param limit messages a data key may seal, and a key of the ring wrap
   */
  DataKeys(KeyRing ring, SubjectKeys store, SecureRandom random, long limit) {
    this.ring = ring;
    this.store = store;
    this.random = random;
    this.limit = limit;
    this.blocks = new MessageBlocks(store, limit);
  }

  SecureRandom random() {
    return random;
  }

  /** The key to seal the subject's next message with, already counted; made when there is none. */
  WrappedKey forSealing(Subject subject) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Lookup newest = store.newest(subject);
      if (newest instanceof Shredded) {
        throw Refusals.shredded();
      }
      if (newest instanceof Present there && blocks.take(there.key())) {
        return there.key();
      }
      make(subject, newest);
    }
    throw Refusals.busy();
  }

  /** The key of what was sealed; empty when the subject was shredded. */
  Optional<WrappedKey> forOpening(Subject subject, Header header) {
    Lookup found = store.find(subject, header.keyVersion());
    if (found instanceof Shredded) {
      return Optional.empty();
    }
    if (found instanceof Present there && there.key().id().equals(header.keyId())) {
      return Optional.of(there.key());
    }
    throw Refusals.refused();
  }

  /** The only key of a subject that never rotates, made when there is none. */
  WrappedKey only(Subject subject) {
    Lookup there = store.find(subject, 1);
    if (there instanceof Absent) {
      make(subject, there);
      there = store.find(subject, 1);
    }
    return there.match(
        absent -> {
          throw Refusals.busy();
        },
        shredded -> {
          throw Refusals.shredded();
        },
        Present::key);
  }

  /** Makes the next version, unless another was quicker. */
  void rotate(Subject subject) {
    Lookup newest = store.newest(subject);
    if (newest instanceof Shredded) {
      throw Refusals.shredded();
    }
    make(subject, newest);
  }

  private void make(Subject subject, Lookup newest) {
    int version = newest instanceof Present there ? there.key().version() + 1 : 1;
    byte[] id = new byte[8];
    random.nextBytes(id);
    try (DataKey key = DataKey.random(random)) {
      WrappedKey wrapped = wrap(subject, version, HexFormat.of().formatHex(id), key);
      if (store.add(wrapped, MessageBlocks.BLOCK)) {
        blocks.counted(wrapped);
      }
    }
  }

  DataKey unwrap(WrappedKey wrapped) {
    byte[] bytes;
    try {
      bytes =
          ring.open(
              wrapped.wrappedBy(), Base64.getDecoder().decode(wrapped.wrapped()), context(wrapped));
    } catch (IllegalArgumentException notBase64) {
      throw Refusals.refused();
    } catch (TillwrightException e) {
      throw e.code().equals("key.refused") ? Refusals.refused() : e;
    }
    return DataKey.unwrapped(bytes);
  }

  private WrappedKey wrap(Subject subject, int version, String id, DataKey key) {
    KeyId by = ring.current(KeyPurpose.SEAL);
    if (!store.countWrapping(by, 1, limit)) {
      throw new TillwrightException(
          "key.exhausted", false, "the key has wrapped as much as it may, rotate it: " + by);
    }
    byte[] bytes = key.bytes();
    try {
      byte[] wrapped = ring.seal(by, bytes, context(subject, version, id, by));
      return new WrappedKey(subject, version, id, by, Base64.getEncoder().encodeToString(wrapped));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Wraps at most so many keys anew with the ring's current key; 0 when none was left. */
  int rewrap(int atMost) {
    int done = 0;
    Map<WrappedKey, TillwrightException> closed = new LinkedHashMap<>();
    while (done < atMost) {
      // Those that do not open are listed again each time.
      int page = Math.min(MAX_LISTED, closed.size() + Math.min(PAGE, atMost - done));
      List<WrappedKey> old =
          new ArrayList<>(store.wrappedByOthers(ring.current(KeyPurpose.SEAL), page));
      old.removeAll(closed.keySet());
      if (old.isEmpty()) {
        return whole(done, closed.values());
      }
      for (WrappedKey each : old) {
        try (DataKey key = unwrap(each)) {
          // When it is no longer there it was shredded, or another process did the same.
          store.rewrap(each, wrap(each.subject(), each.version(), each.id(), key));
          done++;
        } catch (TillwrightException e) {
          if (!e.code().equals("seal.refused") && !e.code().equals("key.unknown")) {
            throw e;
          }
          closed.put(each, e);
        }
      }
    }
    return done;
  }

  private static int whole(int done, Collection<TillwrightException> closed) {
    for (TillwrightException first : closed) {
      throw first;
    }
    return done;
  }

  private static byte[] context(WrappedKey key) {
    return context(key.subject(), key.version(), key.id(), key.wrappedBy());
  }

  private static byte[] context(Subject subject, int version, String id, KeyId by) {
    return ("tillwright.datakey.1\0" + subject.value() + "\0" + version + "\0" + id + "\0" + by)
        .getBytes(US_ASCII);
  }
}
