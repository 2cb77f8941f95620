package dev.tillwright.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.seal.SubjectKeys.Absent;
import dev.tillwright.crypto.seal.SubjectKeys.Present;
import dev.tillwright.crypto.seal.SubjectKeys.Shredded;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of subjects' keys promises. */
abstract class SubjectKeysContract {
  static final KeyId FIRST = new KeyId("seal-0000000000000001");
  static final KeyId SECOND = new KeyId("seal-0000000000000002");
  static final Subject ANN = Subject.of("member/ann");
  static final Subject BEN = Subject.of("member/ben");

  abstract SubjectKeys store();

  static WrappedKey key(Subject subject, int version, String wrapped) {
    return new WrappedKey(subject, version, "%016x".formatted(version), FIRST, wrapped);
  }

  @Test
  void aKey_isFoundByItsVersion_andTheHighestIsTheNewest() {
    SubjectKeys store = store();
    assertThat(store.newest(ANN)).isEqualTo(new Absent());
    assertThat(store.add(key(ANN, 1, "one"), 1)).isTrue();
    assertThat(store.add(key(ANN, 2, "two"), 1)).isTrue();
    assertThat(store.newest(ANN)).isEqualTo(new Present(key(ANN, 2, "two")));
    assertThat(store.find(ANN, 1)).isEqualTo(new Present(key(ANN, 1, "one")));
    assertThat(store.find(ANN, 3)).isEqualTo(new Absent());
    assertThat(store.find(BEN, 1)).isEqualTo(new Absent());
  }

  @Test
  void ofTwoKeysWithOneVersion_theFirstIsKept_andNoVersionIsSkipped() {
    SubjectKeys store = store();
    assertThat(store.add(key(ANN, 2, "early"), 1)).isFalse();
    assertThat(store.add(key(ANN, 1, "one"), 1)).isTrue();
    assertThat(store.add(key(ANN, 1, "other"), 1)).isFalse();
    assertThat(store.add(key(ANN, 3, "late"), 1)).isFalse();
    assertThat(store.newest(ANN)).isEqualTo(new Present(key(ANN, 1, "one")));
  }

  @Test
  void shredding_destroysAllKeysOfOneSubject_forEver() {
    SubjectKeys store = store();
    store.add(key(ANN, 1, "one"), 1);
    store.add(key(ANN, 2, "two"), 1);
    store.add(key(BEN, 1, "ben"), 1);
    store.shred(ANN);
    store.shred(ANN);
    assertThat(store.newest(ANN)).isEqualTo(new Shredded());
    assertThat(store.find(ANN, 1)).isEqualTo(new Shredded());
    assertThat(store.add(key(ANN, 1, "again"), 1)).isFalse();
    assertThat(store.add(key(ANN, 3, "next"), 1)).isFalse();
    assertThat(store.count(ANN, 2, 1, 100)).isFalse();
    assertThat(store.wrappedByOthers(SECOND, 10)).containsExactly(key(BEN, 1, "ben"));
    assertThat(store.newest(BEN)).isEqualTo(new Present(key(BEN, 1, "ben")));
  }

  @Test
  void aSubjectThatHadNoKey_isShreddedAllTheSame() {
    SubjectKeys store = store();
    store.shred(BEN);
    assertThat(store.newest(BEN)).isEqualTo(new Shredded());
    assertThat(store.add(key(BEN, 1, "one"), 1)).isFalse();
  }

  @Test
  void messages_areCountedUpToTheLimit_forDataKeysAndForWhatWrapsThem() {
    SubjectKeys store = store();
    assertThat(store.count(ANN, 1, 1, 10)).isFalse();
    store.add(key(ANN, 1, "one"), 4);
    assertThat(store.count(ANN, 1, 5, 10)).isTrue();
    assertThat(store.count(ANN, 1, 2, 10)).isFalse();
    assertThat(store.count(ANN, 1, 1, 10)).isTrue();
    assertThat(store.count(ANN, 1, 1, 10)).isFalse();
    assertThat(store.countWrapping(FIRST, 3, 3)).isTrue();
    assertThat(store.countWrapping(FIRST, 1, 3)).isFalse();
    assertThat(store.countWrapping(SECOND, 1, 3)).isTrue();
  }

  @Test
  void rewrapping_replacesWhatIsStillThere_only() {
    SubjectKeys store = store();
    WrappedKey old = key(ANN, 1, "old");
    store.add(old, 1);
    WrappedKey next = new WrappedKey(ANN, 1, old.id(), SECOND, "new");
    assertThat(store.rewrap(old, next)).isTrue();
    assertThat(store.rewrap(old, next)).isFalse();
    assertThat(store.find(ANN, 1)).isEqualTo(new Present(next));
    assertThat(store.wrappedByOthers(SECOND, 10)).isEmpty();
    store.shred(ANN);
    assertThat(store.rewrap(next, old)).isFalse();
    assertThat(store.newest(ANN)).isEqualTo(new Shredded());
  }

  @Test
  void keysToRewrap_comeInPagesOfTheLimit() {
    SubjectKeys store = store();
    IntStream.rangeClosed(1, 5).forEach(i -> store.add(key(ANN, i, "key" + i), 1));
    assertThat(store.wrappedByOthers(SECOND, 3)).hasSize(3);
    assertThat(store.wrappedByOthers(SECOND, 10)).hasSize(5);
    assertThat(store.wrappedByOthers(FIRST, 10)).isEmpty();
    assertThatThrownBy(() -> store.wrappedByOthers(FIRST, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.wrappedByOthers(FIRST, 10_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyThatAddTheFirstKeyAtOnce_oneWins() throws Exception {
    SubjectKeys store = store();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tries =
          IntStream.range(0, 32)
              .<Callable<Boolean>>mapToObj(i -> () -> store.add(key(ANN, 1, "key" + i), 1))
              .toList();
      int won = 0;
      for (var each : threads.invokeAll(tries)) {
        won += each.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
