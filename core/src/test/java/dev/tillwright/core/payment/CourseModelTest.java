package dev.tillwright.core.payment;

import static dev.tillwright.core.payment.HostCapability.DEDUPLICATION;
import static dev.tillwright.core.payment.HostCapability.PARTIAL_APPROVAL;
import static dev.tillwright.core.payment.HostCapability.REVERSAL;
import static dev.tillwright.core.payment.HostCapability.STATUS_QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All orders of requests, answers, losses, time-outs, cancellations, crashes and a customer who
 * leaves, explored over the pure machine and the course that {@link Payments} carries out, beside a
 * host that is a few lines ({@link ModelWorld}). Invariants I1 to I10 hold in every state that can
 * be reached, and from each of them good weather leads to an end where the host's money is what the
 * sale shows (A6 to A9).
 */
class CourseModelTest {
  private static final int DEPTH = Integer.getInteger("model.depth", 9);

  static List<HostCapabilities> hosts() {
    return List.of(
        HostCapabilities.of(REVERSAL),
        HostCapabilities.of(REVERSAL, STATUS_QUERY),
        HostCapabilities.of(REVERSAL, DEDUPLICATION),
        HostCapabilities.of(REVERSAL, DEDUPLICATION, STATUS_QUERY),
        HostCapabilities.of(REVERSAL, DEDUPLICATION, STATUS_QUERY, PARTIAL_APPROVAL),
        HostCapabilities.of(DEDUPLICATION),
        HostCapabilities.of(DEDUPLICATION, STATUS_QUERY));
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void purchase_inEveryOrder_keepsTheInvariants(HostCapabilities host) {
    explore(ModelWorld.beginning(host, AttemptKind.PURCHASE), "purchase");
  }

  @Test
  void authorization_inEveryOrder_keepsTheInvariants() {
    explore(ModelWorld.beginning(hosts().get(4), AttemptKind.AUTHORIZATION), "authorization");
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void refund_inEveryOrder_keepsTheInvariants(HostCapabilities host) {
    explore(ModelWorld.beginning(host, AttemptKind.REFUND), "refund");
  }

  /** A model that cannot fail proves nothing: a till that takes silence for a no is caught. */
  @Test
  void aNaiveTill_isCaught() {
    ModelWorld world =
        ModelWorld.beginning(HostCapabilities.of(REVERSAL, DEDUPLICATION), AttemptKind.PURCHASE);
    Map<String, ModelWorld> next = world.moves();
    ModelWorld approval = Objects.requireNonNull(next.get("the host approves"));
    ModelWorld approved = approval.moves().get("the customer is told no");
    assertThat(approved).as("no such move: the sale is not let go").isNull();
    ModelWorld naive = approval.naivelyDeclined();
    assertThat(naive.goodWeather().fault()).contains("I7");
  }

  private static void explore(ModelWorld beginning, String what) {
    Set<ModelWorld> seen = new HashSet<>();
    Map<ModelWorld, String> paths = new HashMap<>();
    Deque<ModelWorld> frontier = new ArrayDeque<>();
    frontier.add(beginning);
    seen.add(beginning);
    paths.put(beginning, "");
    long steps = 0;
    int depth = 0;
    for (; depth < DEPTH && !frontier.isEmpty(); depth++) {
      Deque<ModelWorld> deeper = new ArrayDeque<>();
      for (ModelWorld world : frontier) {
        String path = paths.getOrDefault(world, "");
        for (Map.Entry<String, ModelWorld> move : world.moves().entrySet()) {
          steps++;
          ModelWorld next = move.getValue();
          String way = path + "\n  " + move.getKey();
          assertThat(next.fault()).as(what + way).isEmpty();
          assertThat(next.brokenAfter(world)).as(what + way).isEmpty();
          if (seen.add(next)) {
            paths.put(next, way);
            deeper.add(next);
            assertThat(next.goodWeather().fault()).as(what + way + "\n  good weather").isEmpty();
          }
        }
      }
      frontier = deeper;
    }
    System.out.println(
        "model of a "
            + what
            + " with "
            + beginning.host().can()
            + ": "
            + seen.size()
            + " states, "
            + steps
            + " steps, "
            + (frontier.isEmpty() ? "all that there are" : "all orders to depth " + depth));
    assertThat(seen.size()).isGreaterThan(50);
  }
}
