package dev.tillwright.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InMemorySubjectKeysTest extends SubjectKeysContract {
  @Override
  SubjectKeys store() {
    return new InMemorySubjectKeys();
  }

  @Test
  void memory_isBounded_andShreddingMakesRoom() {
    SubjectKeys store = store();
    for (int i = 0; i < 100_000; i++) {
      assertThat(store.add(key("member/" + i), 1)).isTrue();
    }
    refused(() -> store.add(key("member/more"), 1));
    store.shred(Subject.of("member/7"));
    assertThat(store.add(key("member/more"), 1)).isTrue();
    for (int i = 1; i < 100_000; i++) {
      store.shred(Subject.of("guest/" + i));
    }
    store.shred(Subject.of("guest/1"));
    refused(() -> store.shred(Subject.of("guest/0")));
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("seal.full"));
  }

  private static WrappedKey key(String subject) {
    KeyId by = new KeyId("seal-0123456789abcdef");
    return new WrappedKey(Subject.of(subject), 1, "0123456789abcdef", by, "d3JhcHBlZA==");
  }
}
