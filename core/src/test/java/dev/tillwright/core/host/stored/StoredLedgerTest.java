package dev.tillwright.core.host.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import dev.tillwright.core.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of stored value, move by move (G6). */
class StoredLedgerTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final char[] NONE = {};

  @TempDir Path folder;
  private Instant now = NOON;
  private StoredLedger ledger;
  private CardToken card;
  private long seq = 100;

  @BeforeEach
  void open() {
    card = Gifts.token();
    ledger = open(StoredPolicy.usual());
  }

  private StoredLedger open(StoredPolicy policy) {
    return StoredLedger.open(
        Database.sqlite(folder.resolve("stored.db")), policy, () -> now, new PlainHasher());
  }

  private void reopen(StoredPolicy policy) {
    ledger.close();
    ledger = open(policy);
  }

  @AfterEach
  void close() {
    StoredCheck check = ledger.check();
    ledger.close();
    assertThat(check.faults()).isEmpty();
  }

  private StoredCode ask(Kind kind, long minor) {
    return ledger.move(Gifts.move(++seq, kind, card, minor)).code();
  }

  private PaymentKey done(Kind kind, long minor) {
    assertThat(ask(kind, minor)).isEqualTo(StoredCode.APPROVED);
    return Gifts.key(seq);
  }

  private StoredCode about(Kind kind, PaymentKey original, long minor) {
    return ledger.move(Gifts.move(++seq, kind, card, minor).about(original)).code();
  }

  private boolean undo(PaymentKey key, Kind kind, long minor) {
    return ledger.undo(StoredMove.of(key, kind, card, Gifts.pence(minor)));
  }

  private long balance() {
    return ledger.card(card).orElseThrow().balance().minor();
  }

  private String totals() {
    StoredTotals all = ledger.totals().get(0);
    return all.sold().minor()
        + " sold, "
        + all.redeemed().minor()
        + " redeemed, "
        + all.granted().minor()
        + " granted, "
        + all.expired().minor()
        + " expired, "
        + all.open().minor()
        + " open";
  }

  @Test
  void valueIsSold_spent_givenBack_andTheTotalsSayWhere() {
    done(Kind.ACTIVATION, 5_000);
    done(Kind.LOAD, 1_000);
    PaymentKey spent = done(Kind.REDEMPTION, 4_500);
    assertThat(about(Kind.REFUND, spent, 500)).isEqualTo(StoredCode.APPROVED);
    done(Kind.REFUND, 25);

    assertThat(balance()).isEqualTo(2_025);
    assertThat(totals()).isEqualTo("6000 sold, 4000 redeemed, 25 granted, 0 expired, 2025 open");
    assertThat(ledger.open()).containsExactly(Gifts.pence(2_025));
  }

  @Test
  void aKeyGetsItsFirstAnswer_withOtherContentItIsAConflict() {
    done(Kind.ACTIVATION, 5_000);
    StoredMove asked = Gifts.move(1, Kind.REDEMPTION, card, 700);
    StoredAnswer first = ledger.move(asked);
    assertThat(first.left()).isEqualTo(Gifts.pence(4_300));
    assertThat(first.authorization()).matches("[0-9]{6}");
    done(Kind.REDEMPTION, 300);

    assertThat(ledger.move(asked)).isEqualTo(first);
    assertThat(ledger.status(asked.key())).contains(first);
    assertThat(ledger.move(Gifts.move(1, Kind.REDEMPTION, card, 701)).code())
        .isEqualTo(StoredCode.CONFLICT);
    assertThat(ledger.move(Gifts.move(1, Kind.REDEMPTION, Gifts.token(), 700)).code())
        .isEqualTo(StoredCode.CONFLICT);
    assertThat(ledger.move(Gifts.move(1, Kind.LOAD, card, 700)).code())
        .isEqualTo(StoredCode.CONFLICT);
    assertThat(balance()).isEqualTo(4_000);

    reopen(StoredPolicy.usual());
    assertThat(ledger.move(asked)).isEqualTo(first);
  }

  @Test
  void aCardIsActivatedOnce_untilItsActivationIsTakenOff() {
    PaymentKey first = done(Kind.ACTIVATION, 2_000);
    assertThat(ask(Kind.ACTIVATION, 2_000)).isEqualTo(StoredCode.ALREADY_ACTIVE);
    assertThat(about(Kind.UNLOAD, first, 1_999)).isEqualTo(StoredCode.NOT_FOUND);
    assertThat(about(Kind.UNLOAD, first, 2_000)).isEqualTo(StoredCode.APPROVED);
    assertThat(ledger.card(card).orElseThrow().state()).isEqualTo(StoredCard.State.VOID);
    assertThat(ask(Kind.REDEMPTION, 1)).isEqualTo(StoredCode.NOT_VALID);
    done(Kind.ACTIVATION, 3_000);
    assertThat(balance()).isEqualTo(3_000);
  }

  @Test
  void whatWasSpentIsNeitherTakenOffNorReversed() {
    PaymentKey loaded = done(Kind.ACTIVATION, 2_000);
    PaymentKey spent = done(Kind.REDEMPTION, 1);
    assertThat(about(Kind.UNLOAD, loaded, 2_000)).isEqualTo(StoredCode.SPENT);
    assertThat(undo(loaded, Kind.ACTIVATION, 2_000)).isFalse();

    assertThat(undo(spent, Kind.REDEMPTION, 1)).isTrue();
    assertThat(undo(spent, Kind.REDEMPTION, 1)).isTrue();
    assertThat(ledger.movedMinor(spent)).isZero();
    assertThat(balance()).isEqualTo(2_000);
    assertThat(undo(loaded, Kind.ACTIVATION, 2_000)).isTrue();
    assertThat(totals()).isEqualTo("0 sold, 0 redeemed, 0 granted, 0 expired, 0 open");
  }

  @Test
  void aReversalThatIsFirst_keepsItsOriginalFromCounting() {
    done(Kind.ACTIVATION, 2_000);
    PaymentKey late = Gifts.key(7);
    assertThat(undo(late, Kind.REDEMPTION, 100)).isTrue();
    assertThat(ledger.status(late)).isEmpty();

    assertThat(ledger.move(StoredMove.of(late, Kind.REDEMPTION, card, Gifts.pence(100))).code())
        .isEqualTo(StoredCode.UNDONE);
    assertThat(balance()).isEqualTo(2_000);
  }

  @Test
  void refundsOfOnePayment_areNeverMoreThanItTook_alsoWhenItIsReversed() {
    done(Kind.ACTIVATION, 2_000);
    PaymentKey spent = done(Kind.REDEMPTION, 1_000);
    assertThat(about(Kind.REFUND, spent, 600)).isEqualTo(StoredCode.APPROVED);
    PaymentKey part = Gifts.key(seq);
    assertThat(about(Kind.REFUND, spent, 401)).isEqualTo(StoredCode.NOT_FOUND);
    assertThat(undo(spent, Kind.REDEMPTION, 1_000)).isFalse();
    assertThat(about(Kind.REFUND, part, 1)).isEqualTo(StoredCode.NOT_FOUND);
    assertThat(undo(part, Kind.REFUND, 600)).isTrue();
    assertThat(undo(spent, Kind.REDEMPTION, 1_000)).isTrue();
    assertThat(balance()).isEqualTo(2_000);
  }

  @Test
  void lessIsTakenWhereItIsWelcome() {
    done(Kind.ACTIVATION, 800);
    assertThat(ask(Kind.REDEMPTION, 900)).isEqualTo(StoredCode.NOT_ENOUGH);
    StoredAnswer part = ledger.move(Gifts.move(++seq, Kind.REDEMPTION, card, 900).orLess());
    assertThat(part.amount()).isEqualTo(Gifts.pence(800));
    assertThat(part.left()).isEqualTo(Gifts.pence(0));
    StoredAnswer empty = ledger.move(Gifts.move(++seq, Kind.REDEMPTION, card, 900).orLess());
    assertThat(empty.code()).isEqualTo(StoredCode.NOT_ENOUGH);
  }

  @Test
  void boundsOfLoads_areTheShops() {
    reopen(StoredPolicy.usual().loading(Gifts.pence(500), Gifts.pence(2_000)));
    assertThat(ask(Kind.ACTIVATION, 499)).isEqualTo(StoredCode.BEYOND_LIMIT);
    done(Kind.ACTIVATION, 1_500);
    assertThat(ask(Kind.LOAD, 501)).isEqualTo(StoredCode.BEYOND_LIMIT);
    done(Kind.LOAD, 500);
  }

  @Test
  void valueExpiresAtTheEndOfItsDay_andIsPostedOnce() {
    reopen(StoredPolicy.usual().expiring(Expiry.afterActivation(Period.ofMonths(1), LONDON)));
    done(Kind.ACTIVATION, 2_000);
    now = Instant.parse("2026-04-02T22:59:59Z"); // 23:59:59 in London
    done(Kind.REDEMPTION, 500);
    assertThat(ledger.expire(100)).isZero();

    now = Instant.parse("2026-04-02T23:00:00Z");
    assertThat(ask(Kind.REDEMPTION, 1)).isEqualTo(StoredCode.NOT_VALID);
    assertThat(ledger.expire(100)).isOne();
    assertThat(ledger.expire(100)).isZero();
    assertThat(totals()).isEqualTo("2000 sold, 500 redeemed, 0 granted, 1500 expired, 0 open");
  }

  @Test
  void useProlongs_whereThePolicySaysSo_andADateHoldsForAll() {
    reopen(StoredPolicy.usual().expiring(Expiry.afterLastUse(Period.ofDays(10), ZoneOffset.UTC)));
    done(Kind.ACTIVATION, 2_000);
    now = now.plus(Duration.ofDays(9));
    done(Kind.REDEMPTION, 500);
    now = now.plus(Duration.ofDays(9));
    done(Kind.REDEMPTION, 500);
    now = now.plus(Duration.ofDays(11));
    assertThat(ask(Kind.REDEMPTION, 500)).isEqualTo(StoredCode.NOT_VALID);

    reopen(StoredPolicy.usual().expiring(Expiry.after(LocalDate.of(2026, 12, 31), LONDON)));
    card = Gifts.token();
    done(Kind.ACTIVATION, 100);
    assertThat(ledger.card(card).orElseThrow().expires())
        .contains(Instant.parse("2027-01-01T00:00:00Z"));
  }

  @Test
  void nothingIsSoldThatIsExpiredAlready() {
    reopen(StoredPolicy.usual().expiring(Expiry.after(LocalDate.of(2020, 12, 31), LONDON)));
    assertThat(ask(Kind.ACTIVATION, 2_000)).isEqualTo(StoredCode.NOT_VALID);
  }

  @Test
  void aReversalAfterTheExpiry_doesNotProlongTheRest() {
    reopen(StoredPolicy.usual().expiring(Expiry.afterLastUse(Period.ofDays(10), ZoneOffset.UTC)));
    done(Kind.ACTIVATION, 2_000);
    PaymentKey loaded = done(Kind.LOAD, 500);
    now = now.plus(Duration.ofDays(11));

    assertThat(undo(loaded, Kind.LOAD, 500)).isTrue();

    assertThat(ask(Kind.REDEMPTION, 100)).isEqualTo(StoredCode.NOT_VALID);
    assertThat(ledger.expire(10)).isOne();
    assertThat(totals()).isEqualTo("2000 sold, 0 redeemed, 0 granted, 2000 expired, 0 open");
  }

  @Test
  void aStoreThatHangsWhileItIsOpened_holdsNobody() {
    CountDownLatch hangs = new CountDownLatch(1);
    StoredValueHost host =
        StoredValueHost.at(
            () -> {
              try {
                hangs.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new IllegalStateException("no store");
            });
    ProtectedCard any = Gifts.CARDS.protect(GiftNumber.random(new SecureRandom()));
    StatusRequest asks =
        new StatusRequest(Gifts.key(1), AttemptKind.PURCHASE, Gifts.pence(1), any, now);
    Duration deadline = Duration.ofMillis(50);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(host.status(asks, deadline)).isInstanceOf(StatusReply.Unanswered.class);
          assertThat(host.status(asks, deadline)).isInstanceOf(StatusReply.Unanswered.class);
          host.close();
        });
    hangs.countDown();
  }

  @Test
  void refundToACardWhoseValueExpired_opensItForAWhile_withTheRefundAlone() {
    reopen(StoredPolicy.usual().expiring(Expiry.afterActivation(Period.ofDays(5), LONDON)));
    done(Kind.ACTIVATION, 2_000);
    PaymentKey spent = done(Kind.REDEMPTION, 700);
    now = now.plus(Duration.ofDays(6)); // nobody posted yet what expired

    assertThat(about(Kind.REFUND, spent, 700)).isEqualTo(StoredCode.APPROVED);
    assertThat(balance()).isEqualTo(700);
    now = now.plus(Duration.ofDays(89));
    done(Kind.REDEMPTION, 700);
    assertThat(totals()).isEqualTo("2000 sold, 700 redeemed, 0 granted, 1300 expired, 0 open");
  }

  @Test
  void aBlockedCard_spendsNothing_takesRefunds_andLooksUnknown() {
    done(Kind.ACTIVATION, 2_000);
    PaymentKey spent = done(Kind.REDEMPTION, 700);
    assertThat(ledger.block(card, "max", "stolen")).isTrue();
    assertThat(ledger.block(card, "max", "stolen")).isFalse();

    assertThat(ask(Kind.REDEMPTION, 1)).isEqualTo(StoredCode.NOT_VALID);
    assertThat(ask(Kind.LOAD, 1)).isEqualTo(StoredCode.NOT_VALID);
    assertThat(ledger.balance("till-09", card, NONE))
        .isEqualTo(ledger.balance("till-09", Gifts.token(), NONE));
    assertThat(about(Kind.REFUND, spent, 700)).isEqualTo(StoredCode.APPROVED);

    assertThat(ledger.unblock(card, "max", "found")).isTrue();
    done(Kind.REDEMPTION, 2_000);
  }

  @Test
  void tooManyWrongNumbers_closeTheTerminal_longerEachTime_andTellNothing() {
    done(Kind.ACTIVATION, 2_000);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5; i++) {
        assertThat(ledger.balance("till-01", Gifts.token(), NONE).code())
            .isEqualTo(StoredCode.NOT_VALID);
      }
      assertThat(ledger.balance("till-01", card, NONE).code()).isEqualTo(StoredCode.LATER);
      assertThat(ledger.balance("till-01", Gifts.token(), NONE).code()).isEqualTo(StoredCode.LATER);
      assertThat(ask(Kind.REDEMPTION, 1)).isEqualTo(StoredCode.LATER);
      assertThat(ledger.balance("till-02", card, NONE).code()).isEqualTo(StoredCode.APPROVED);
      now = now.plus(Duration.ofSeconds(round == 0 ? 60 : 119));
      StoredCode after = round == 0 ? StoredCode.APPROVED : StoredCode.LATER;
      assertThat(ledger.balance("till-01", card, NONE).code()).isEqualTo(after);
    }
    reopen(StoredPolicy.usual());
    assertThat(ledger.balance("till-01", card, NONE).code()).isEqualTo(StoredCode.LATER);
  }

  @Test
  void oneCardsBalance_isToldSoOften_whoeverAsks() {
    done(Kind.ACTIVATION, 2_000);
    for (int i = 0; i < 10; i++) {
      StoredBalance told = ledger.balance("till-0" + i % 3, card, NONE);
      assertThat(told.balance()).contains(Gifts.pence(2_000));
    }
    assertThat(ledger.balance("till-07", card, NONE).code()).isEqualTo(StoredCode.LATER);
    done(Kind.REDEMPTION, 1); // who pays is not kept waiting
  }

  @Test
  void aCode_isKeptHashed_andNothingIsSpentWithoutIt() throws Exception {
    done(Kind.ACTIVATION, 2_000);
    char[] code = "71390".toCharArray();
    assertThat(ledger.code(card, code)).isTrue();

    assertThat(ask(Kind.REDEMPTION, 100)).isEqualTo(StoredCode.NOT_VALID);
    StoredMove asked = Gifts.move(++seq, Kind.REDEMPTION, card, 100);
    assertThat(ledger.move(asked, code).approves()).isTrue();
    assertThat(ledger.move(asked).approves()).isTrue(); // a known key needs no code again
    assertThat(ledger.balance("till-02", card, "71391".toCharArray()).code())
        .isEqualTo(StoredCode.NOT_VALID);
    assertThat(ledger.balance("till-02", card, code).code()).isEqualTo(StoredCode.APPROVED);
    reopen(StoredPolicy.usual());
    assertThat(
            new String(
                Files.readAllBytes(folder.resolve("stored.db")), StandardCharsets.ISO_8859_1))
        .contains("hash:")
        .doesNotContain("71390");
  }

  @Test
  void withoutAHasher_codesAreRefused() {
    done(Kind.ACTIVATION, 2_000);
    ledger.close();
    ledger =
        StoredLedger.open(
            Database.sqlite(folder.resolve("stored.db")), StoredPolicy.usual(), () -> now);
    assertThatThrownBy(() -> ledger.code(card, "1234".toCharArray()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLedgerKnowsNoNumber() throws Exception {
    GiftNumber number = GiftNumber.random(new SecureRandom());
    String digits = number.reveal(dev.tillwright.core.card.SecretAccess.forPurpose("test"));
    card = Gifts.CARDS.protect(number).token();
    done(Kind.ACTIVATION, 2_000);
    reopen(StoredPolicy.usual());

    byte[] file = Files.readAllBytes(folder.resolve("stored.db"));
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .contains(card.value())
        .doesNotContain(digits);
    assertThat(number.toString() + Gifts.CARDS.protect(number)).doesNotContain(digits);
  }

  @Test
  void aPaymentTakenOutOfReach_thatIsMoreThanThereIs_isRefusedWhole_andListed() {
    done(Kind.ACTIVATION, 2_000);
    StoredMove forwarded =
        new StoredMove(
            Gifts.key(++seq), Kind.REDEMPTION, card, "****", Gifts.pence(2_001), null, true, true);
    assertThat(ledger.move(forwarded).code()).isEqualTo(StoredCode.NOT_ENOUGH);
    assertThat(ledger.overspent(10)).containsExactly(forwarded.key());
  }

  @Test
  void theCheckFindsWhatDoesNotAddUp() {
    done(Kind.ACTIVATION, 2_000);
    Database direct = Database.of(Gifts.sqlite(folder.resolve("other.db")));
    StoredLedger other = StoredLedger.open(direct, StoredPolicy.usual(), () -> now);
    other.move(Gifts.move(1, Kind.ACTIVATION, card, 500));
    other.move(Gifts.move(2, Kind.REDEMPTION, card, 100));
    assertThat(other.check().isSound()).isTrue();
    direct.change(tx -> tx.update("update stored_card set balance = 401"));
    assertThat(other.check().faults())
        .containsExactly("card " + card + " does not hold what was posted");
    direct.change(tx -> tx.update("update stored_card set balance = 400"));
    direct.change(
        tx -> tx.update("update stored_posting set amount = -99 where part = 1 and amount < 0"));
    assertThat(other.check().faults()).hasSize(4);
    assertThatThrownBy(() -> direct.change(tx -> tx.update("update stored_card set balance = -1")))
        .hasMessageContaining("");
    other.close();
  }

  /** Not a hash; crypto has the real one. */
  static final class PlainHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return "hash:" + Arrays.hashCode(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return hash(secret).equals(stored);
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
