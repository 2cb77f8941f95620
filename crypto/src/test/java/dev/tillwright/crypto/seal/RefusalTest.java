package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.SubjectKeys.Present;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Negative cases in the manner of Wycheproof for sealed records: every single bit, every length,
 * every exchange is refused, and all refusals are one.
 */
class RefusalTest {
  private static final Subject ANN = Subject.of("member/ann");
  private static final Subject BEN = Subject.of("member/ben");
  private static final String CONTEXT = "member/contact";

  private final SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
  private final SubjectKeys store = new InMemorySubjectKeys();
  private final EnvelopeSealer sealer = EnvelopeSealer.open(ring, store);
  private final byte[] sealed = sealer.seal(ANN, "ann@example.org".getBytes(US_ASCII), CONTEXT);
  private final Set<String> refusals = new HashSet<>();
  private int cases;

  @AfterEach
  void oneRefusalForAll() {
    System.out.println("sealed records: " + cases + " corruptions, refusals: " + refusals);
    assertThat(refusals)
        .containsExactly(
            "TillwrightException seal.refused false the sealed bytes, their subject and context do"
                + " not belong together null");
    ring.close();
  }

  private void refused(Callable<?> opening) {
    cases++;
    Throwable thrown = catchThrowable(opening::call);
    assertThat(thrown).as("case %d", cases).isInstanceOf(TillwrightException.class);
    TillwrightException it = (TillwrightException) thrown;
    refusals.add(
        it.getClass().getSimpleName()
            + " "
            + it.code()
            + " "
            + it.retryable()
            + " "
            + it.getMessage()
            + " "
            + it.getCause());
  }

  private void refused(byte[] bytes) {
    refused(() -> sealer.open(ANN, bytes, CONTEXT));
  }

  @Test
  void everyFlippedBit_isRefused() {
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      refused(flipped);
    }
  }

  @Test
  void everyTruncationAndExtension_isRefused() {
    for (int length = 0; length < sealed.length; length++) {
      refused(Arrays.copyOf(sealed, length));
      refused(Arrays.copyOfRange(sealed, sealed.length - length, sealed.length));
    }
    refused(Arrays.copyOf(sealed, sealed.length + 1));
    refused(Arrays.copyOf(sealed, sealed.length + 16));
    refused(Arrays.copyOf(sealed, 1 << 20));
  }

  @Test
  void anotherSubjectOrContext_isRefused() {
    sealer.seal(BEN, new byte[1], CONTEXT);
    refused(() -> sealer.open(BEN, sealed, CONTEXT));
    refused(() -> sealer.open(Subject.of("member/nobody"), sealed, CONTEXT));
    refused(() -> sealer.open(ANN, sealed, CONTEXT + "/"));
    refused(() -> sealer.open(ANN, sealed, CONTEXT.substring(1)));
    refused(() -> sealer.open(ANN, sealed, "Member/contact"));
  }

  @Test
  void aSwappedKeyId_isRefused() {
    byte[] ben = sealer.seal(BEN, "ben@example.org".getBytes(US_ASCII), CONTEXT);
    refused(spliced(ben, sealed, Header.LENGTH));
    refused(spliced(sealed, ben, Header.LENGTH));
    refused(() -> sealer.open(BEN, spliced(ben, sealed, Header.LENGTH), CONTEXT));

    sealer.rotate(ANN);
    byte[] later = sealer.seal(ANN, "ann@example.org".getBytes(US_ASCII), CONTEXT);
    refused(spliced(later, sealed, Header.LENGTH));
    refused(spliced(sealed, later, Header.LENGTH));
    refused(spliced(sealed, later, Header.LENGTH - 4)); // the old id, the new version
  }

  @Test
  void halvesOfTwoRecords_areRefused() {
    byte[] other = sealer.seal(ANN, "ben@example.org".getBytes(US_ASCII), CONTEXT);
    for (int cut = Header.LENGTH + 1; cut < sealed.length; cut++) {
      if (!Arrays.equals(spliced(sealed, other, cut), sealed)
          && !Arrays.equals(spliced(sealed, other, cut), other)) {
        refused(spliced(sealed, other, cut));
      }
    }
  }

  private static byte[] spliced(byte[] head, byte[] tail, int at) {
    byte[] both = tail.clone();
    System.arraycopy(head, 0, both, 0, at);
    return both;
  }

  /** Who may write the store, but not use the ring, cannot pass one subject's key for another's. */
  @Test
  void aWrappedKeyThatWasMovedOrChanged_isRefused() {
    sealer.seal(BEN, new byte[1], CONTEXT);
    WrappedKey ann = ((Present) store.newest(ANN)).key();
    WrappedKey ben = ((Present) store.newest(BEN)).key();
    for (String wrapped :
        new String[] {
          ben.wrapped(),
          "A" + ann.wrapped().substring(1),
          ann.wrapped().substring(4),
          "not base64!",
          "QQ=="
        }) {
      WrappedKey forged = new WrappedKey(ANN, 1, ann.id(), ann.wrappedBy(), wrapped);
      if (!forged.equals(ann)) {
        assertThat(store.rewrap(ann, forged)).isTrue();
        refused(sealed);
        assertThat(store.rewrap(forged, ann)).isTrue();
      }
    }
    byte[] shortKey =
        ring.seal(
            ann.wrappedBy(),
            new byte[31],
            ("tillwright.datakey.1\0member/ann\0001\0" + ann.id() + "\0" + ann.wrappedBy())
                .getBytes(US_ASCII));
    WrappedKey forged =
        new WrappedKey(
            ANN,
            1,
            ann.id(),
            ann.wrappedBy(),
            java.util.Base64.getEncoder().encodeToString(shortKey));
    assertThat(store.rewrap(ann, forged)).isTrue();
    refused(sealed);
  }

  /** The same doors of the ring: messages and their key. */
  @Test
  void theRing_refusesEveryCorruptionAlike() {
    KeyRing keys = ring;
    var seal = keys.current(KeyPurpose.SEAL);
    byte[] context = "context".getBytes(US_ASCII);
    byte[] text = keys.seal(seal, "text".getBytes(US_ASCII), context);
    Set<String> said = new HashSet<>();
    for (int bit = 0; bit < text.length * 8; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      said.add(catchThrowable(() -> keys.open(seal, flipped, context)).toString());
    }
    for (int length = 0; length < text.length; length++) {
      byte[] cut = Arrays.copyOf(text, length);
      said.add(catchThrowable(() -> keys.open(seal, cut, context)).toString());
    }
    said.add(catchThrowable(() -> keys.open(seal, text, new byte[0])).toString());
    ring.rotateSeal(new char[0]);
    var next = keys.current(KeyPurpose.SEAL);
    said.add(catchThrowable(() -> keys.open(next, text, context)).toString());
    assertThat(said).hasSize(1).allMatch(it -> it.contains("do not belong together"));
    refused(new byte[0]);
  }
}
