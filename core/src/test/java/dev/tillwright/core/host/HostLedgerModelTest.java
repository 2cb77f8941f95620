package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.AT;
import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.card;
import static dev.tillwright.core.host.HostBench.gbp;
import static dev.tillwright.core.host.HostBench.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The books of the test hosts against a model that only keeps a list of what was approved. */
class HostLedgerModelTest {
  private static final int RUNS = 200;
  private static final int STEPS = 60;
  private static final int ATTEMPTS = 6;

  /** Something approved: what it did to which attempt. */
  private record Fact(long of, char what, long minor, boolean last) {}

  private final List<Fact> facts = new ArrayList<>();
  private final Set<Long> undone = new HashSet<>();

  private long sum(long of, char what) {
    return facts.stream().filter(it -> it.of == of && it.what == what).mapToLong(Fact::minor).sum();
  }

  private long taken(long of) {
    return undone.contains(of) ? 0 : sum(of, 'p') + sum(of, 'c');
  }

  private boolean open(long of) {
    return !undone.contains(of)
        && sum(of, 'a') > 0
        && facts.stream().noneMatch(it -> it.of == of && it.last);
  }

  @Test
  void randomMovements_giveTheSumsOfTheModel() {
    long seed = System.nanoTime();
    System.out.println("host ledger model: seed " + seed);
    RandomGenerator random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      facts.clear();
      undone.clear();
      MemoryHost host = MemoryHost.create();
      for (int step = 0; step < STEPS; step++) {
        step(host, random, 1_000L + step);
      }
      for (long of = 1; of <= ATTEMPTS; of++) {
        assertThat(host.ledger().movedMinor(key(of))).as("attempt %s", of).isEqualTo(taken(of));
        assertThat(host.ledger().authorizedMinor(key(of)))
            .isEqualTo(undone.contains(of) ? 0 : sum(of, 'a'));
      }
      assertThat(host.ledger().takenMinor(HostBench.GBP)).isEqualTo(all(this::taken));
      assertThat(host.ledger().refundedMinor(HostBench.GBP)).isEqualTo(all(of -> sum(of, 'r')));
    }
  }

  private static long all(LongUnaryOperator each) {
    return LongStream.rangeClosed(1, ATTEMPTS).map(each).sum();
  }

  private void step(MemoryHost host, RandomGenerator random, long part) {
    long of = random.nextLong(1, ATTEMPTS + 1);
    long minor = random.nextLong(1, 1_000);
    boolean last = random.nextInt(4) == 0;
    boolean fresh = facts.stream().noneMatch(it -> it.of == of) && !undone.contains(of);
    switch (random.nextInt(6)) {
      case 0 -> {
        boolean apart = random.nextBoolean();
        if (!fresh) {
          return; // the same key for something else is another test
        }
        Manner manner = apart ? Manner.AUTHORIZATION : Manner.PURCHASE;
        AuthorizationRequest request =
            new AuthorizationRequest(
                key(of), Charge.of(gbp(minor)), card(), AT, manner, false, false);
        expect(host.authorize(request, LONG), true, new Fact(of, apart ? 'a' : 'p', minor, false));
      }
      case 1, 2 -> {
        CaptureRequest request =
            new CaptureRequest(key(part), key(of), AT, "", gbp(minor), last, card(), AT, false);
        long authorized = sum(of, 'a');
        boolean fits = sum(of, 'c') + minor <= authorized + authorized / 5;
        expect(host.capture(request, LONG), open(of) && fits, new Fact(of, 'c', minor, last));
      }
      case 3 -> {
        IncrementRequest request =
            new IncrementRequest(key(part), key(of), AT, gbp(minor), card(), AT, false);
        expect(host.increment(request, LONG), open(of), new Fact(of, 'a', minor, false));
      }
      case 4 -> {
        RefundRequest request =
            new RefundRequest(key(part), key(of), gbp(minor), card(), AT, false);
        boolean fits = minor <= taken(of) - sum(of, 'r');
        expect(host.refund(request, LONG), fits, new Fact(of, 'r', minor, false));
      }
      default -> {
        if (random.nextInt(4) > 0) {
          return;
        }
        ReversalRequest request =
            new ReversalRequest(
                key(of),
                AttemptKind.AUTHORIZATION,
                Charge.of(gbp(minor)),
                card(),
                AT,
                ReversalRequest.Cause.VOID,
                false);
        boolean may = undone.contains(of) || sum(of, 'r') == 0;
        assertThat(host.reverse(request, LONG) == ReversalReply.ACKNOWLEDGED).isEqualTo(may);
        if (may) {
          undone.add(of);
        }
      }
    }
  }

  private void expect(HostReply reply, boolean approved, Fact fact) {
    assertThat(reply instanceof HostReply.Approved).as("%s", fact).isEqualTo(approved);
    if (approved) {
      facts.add(fact);
    }
  }
}
