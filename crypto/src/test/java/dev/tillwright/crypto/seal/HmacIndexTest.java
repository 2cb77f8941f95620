package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.SubjectKeys.Present;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HmacIndexTest {
  private static final byte[] PHONE = "+441632960001".getBytes(US_ASCII);
  private static final Subject OWNER = Subject.of("tillwright/keyed-index");

  private final SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
  private final SubjectKeys store = new InMemorySubjectKeys();

  @AfterEach
  void close() {
    ring.close();
  }

  /** The JDK's HMAC over the bytes that the Javadoc names. */
  @Test
  void anIndex_isWhatTheJavadocSays() throws Exception {
    try (HmacIndex index = HmacIndex.open(ring, store)) {
      WrappedKey kept = ((Present) store.newest(OWNER)).key();
      byte[] key =
          ring.open(
              kept.wrappedBy(),
              Base64.getDecoder().decode(kept.wrapped()),
              ("tillwright.datakey.1\0tillwright/keyed-index\0001\0"
                      + kept.id()
                      + "\0"
                      + kept.wrappedBy())
                  .getBytes(US_ASCII));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update("tillwright.lookup.1\0member.phone\0".getBytes(US_ASCII));
      assertThat(index.of("member.phone", PHONE))
          .isEqualTo(HexFormat.of().formatHex(mac.doFinal(PHONE)));
    }
  }

  @Test
  void oneValue_hasOneIndexAField_alsoLaterAndAfterRewrapping() {
    String phone;
    try (HmacIndex index = HmacIndex.open(ring, store)) {
      phone = index.of("member.phone", PHONE);
      assertThat(index.of("member.phone", PHONE)).isEqualTo(phone).matches("[0-9a-f]{64}");
      assertThat(index.of("member.fax", PHONE)).isNotEqualTo(phone);
      assertThat(index.of("member.phone", "+441632960002".getBytes(US_ASCII))).isNotEqualTo(phone);
    }
    ring.rotateSeal(new char[0]);
    assertThat(EnvelopeSealer.open(ring, store).rewrap(10)).isEqualTo(1);
    try (HmacIndex index = HmacIndex.open(ring, store)) {
      assertThat(index.of("member.phone", PHONE)).isEqualTo(phone);
    }
  }

  @Test
  void anotherStore_hasAnotherKey() {
    try (HmacIndex one = HmacIndex.open(ring, store);
        HmacIndex other = HmacIndex.open(ring, new InMemorySubjectKeys())) {
      assertThat(one.of("f", PHONE)).isNotEqualTo(other.of("f", PHONE));
    }
  }

  @Test
  void misuse_isRefused_andAfterCloseEverything() {
    HmacIndex index = HmacIndex.open(ring, store);
    for (String field : new String[] {"", "a b", "a".repeat(65), "a\0"}) {
      assertThatThrownBy(() -> index.of(field, PHONE)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(index.of("f", new byte[4096])).hasSize(64);
    assertThatThrownBy(() -> index.of("f", new byte[4097]))
        .isInstanceOf(IllegalArgumentException.class);
    index.close();
    assertThatThrownBy(() -> index.of("f", PHONE)).isInstanceOf(IllegalStateException.class);
    assertThat(index).hasToString("HmacIndex[hidden]");
  }
}
