package dev.tillwright.core.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Row D1: bytes that are read by permission only and gone when they are closed. */
class SecretBytesTest {
  private static final SecretAccess TEST = SecretAccess.forPurpose("test");

  @Test
  void reveal_givesACopy_andTheSourceStaysTheCallers() {
    byte[] source = {1, 2, 3};
    try (SecretBytes secret = SecretBytes.copyOf(source)) {
      source[0] = 9;
      byte[] copy = secret.reveal(TEST);
      assertThat(copy).containsExactly(1, 2, 3);
      copy[1] = 9;
      assertThat(secret.reveal(TEST)).containsExactly(1, 2, 3);
      assertThat(secret.length()).isEqualTo(3);
      assertThat(secret).hasToString("SecretBytes[hidden]");
    }
  }

  @Test
  void close_wipesAndRefusesFurtherReading() throws Exception {
    SecretBytes secret = SecretBytes.random(32, new SecureRandom());
    byte[] inside = Inside.of(secret, "bytes");
    assertThat(inside).isNotEqualTo(new byte[32]);
    secret.close();
    secret.close();
    assertThat(inside).containsOnly(0);
    assertThat(secret.closed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> secret.reveal(TEST));
  }

  @Test
  void equals_comparesContent_andWipedSecretsAreNotEqual() {
    SecretBytes one = SecretBytes.copyOf(new byte[] {1, 2});
    SecretBytes same = SecretBytes.copyOf(new byte[] {1, 2});
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("12");
    assertThat(one).isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 3}));
    assertThat(one).isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}));
    assertThat(SecretBytes.copyOf(new byte[0])).isEqualTo(SecretBytes.copyOf(new byte[0]));
    one.close();
    same.close();
    assertThat(one).isNotEqualTo(same).isEqualTo(one);
  }

  @Test
  void size_beyondTheBound_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretBytes.copyOf(new byte[(1 << 16) + 1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretBytes.random(-1, new SecureRandom()));
  }

  @Test
  void equals_bothWaysFromTwoThreads_doesNotLockUp() throws Exception {
    SecretBytes one = SecretBytes.copyOf(new byte[32]);
    SecretBytes two = SecretBytes.copyOf(new byte[32]);
    Duration deadline = Duration.ofSeconds(30);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Boolean> there = threads.submit(() -> always(one, two));
      Future<Boolean> back = threads.submit(() -> always(two, one));
      assertThat(there.get(deadline.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(back.get(deadline.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean always(SecretBytes one, SecretBytes two) {
    boolean equal = true;
    for (int i = 0; i < 20_000; i++) {
      equal &= one.equals(two);
    }
    return equal;
  }
}
