package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.IdentityCheck.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is known by a staff card, and what of the card stands in the journal. */
class DevicesTest {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final String CARD = "04A2B3C4"; // a number of four bytes can be tried out

  @TempDir Path dir;
  private final TestIndex index = new TestIndex();
  private IdentityCheck reader = deadline -> Optional.of(CARD);
  private boolean keyed = true;
  private Door door;

  @BeforeEach
  void open() {
    door =
        new Door(
            dir,
            it -> {
              it.identity(Method.CARD, deadline -> reader.identify(deadline));
              return keyed ? it.references(index) : it;
            });
  }

  @AfterEach
  void close() {
    door.close();
  }

  private LogOn byCard() {
    return door.access.logOnBy(Method.CARD, new char[0], WAIT);
  }

  @Test
  void cardsNumber_isKeptByAKeyedIndex_andWhoHasTheJournalCannotTryNumbersOut() {
    door.enrolled("bob", "cashier");
    assertThat(door.access.bind(door.on("meg"), "bob", Method.CARD, CARD).isAllowed()).isTrue();
    assertThat(door.newest().payload())
        .contains(index.of("operator.card", CARD.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .doesNotContain(Prover.digest("CARD/" + CARD), CARD);
    assertThat(byCard().orThrow().operator().id()).isEqualTo("bob");
  }

  @Test
  void withoutAnIndex_nobodyIsBoundOrKnown_andThatIsRecorded() {
    keyed = false;
    door.restart();
    door.enrolled("bob", "cashier");
    assertThat(Door.refusal(door.access.bind(door.on("meg"), "bob", Method.CARD, CARD)))
        .contains(AccessRefusal.NO_INDEX);
    assertThat(Door.refusal(byCard())).isEqualTo(AccessRefusal.NO_INDEX);
    assertThat(door.newest().payload()).contains("access.noIndex");
    assertThat(door.entries("operator.bound")).isEmpty();
  }

  @Test
  void bindingOfAnOlderJournal_holds_untilItIsTakenOut() {
    door.enrolled("bob", "cashier");
    String plain = Prover.digest("CARD/" + CARD);
    door.access.append(OperatorEntries.bound("bob", Method.CARD, plain, "meg"));
    assertThat(byCard().orThrow().operator().id()).isEqualTo("bob");
    door.access.unbind(door.on("meg"), "bob", Method.CARD);
    assertThat(Door.refusal(byCard())).isEqualTo(AccessRefusal.WRONG);
  }

  @Test
  void cardThatWasLost_isTakenOut_andSessionsEnd_andARetiredOnesComesBackWithNobody() {
    door.enrolled("bob", "cashier");
    door.access.bind(door.on("meg"), "bob", Method.CARD, CARD);
    OperatorSession bob = byCard().orThrow();
    assertThat(Door.refusal(door.access.unbind(bob, "bob", Method.CARD)))
        .contains(AccessRefusal.NOT_ALLOWED);
    assertThat(door.access.unbind(door.on("meg"), "bob", Method.CARD).isAllowed()).isTrue();
    assertThat(Door.refusal(bob.require(Permission.SELL))).contains(AccessRefusal.ENDED);
    assertThat(Door.refusal(byCard())).isEqualTo(AccessRefusal.WRONG);

    door.access.bind(door.on("meg"), "bob", Method.CARD, CARD);
    door.access.retire(door.on("meg"), "bob");
    door.enrolled("bob", "cashier"); // he works here again, and has a new card
    assertThat(Door.refusal(byCard())).isEqualTo(AccessRefusal.WRONG);
  }

  @Test
  void code_isWiped_alsoWhenTheDeviceFails() {
    reader =
        deadline -> {
          throw new TillwrightException("device.gone", true, "the reader is gone");
        };
    char[] code = "123456".toCharArray();
    assertThat(Door.refusal(door.access.logOnBy(Method.CARD, code, WAIT)))
        .isEqualTo(AccessRefusal.DEVICE_FAILED);
    assertThat(code).containsOnly('\0');
  }

  @Test
  void device_isAskedByOneAtATime() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    reader =
        deadline -> {
          asked.incrementAndGet();
          inside.countDown();
          try {
            return go.await(20, TimeUnit.SECONDS) ? Optional.<String>empty() : Optional.of("late");
          } catch (InterruptedException e) {
            return Optional.empty();
          }
        };
    CompletableFuture<LogOn> first = CompletableFuture.supplyAsync(this::byCard);
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    LogOn second = door.access.logOnBy(Method.CARD, new char[0], Duration.ofMillis(20));
    assertThat(Door.refusal(second)).isEqualTo(AccessRefusal.NOT_THERE);
    assertThat(asked).hasValue(1);
    go.countDown();
    assertThat(Door.refusal(first.get(20, TimeUnit.SECONDS))).isEqualTo(AccessRefusal.NOT_THERE);
  }
}
