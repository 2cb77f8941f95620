package dev.tillwright.loyalty.member;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.loyalty.ledger.Balance;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.member.MemberRows.Person;
import dev.tillwright.loyalty.tier.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A member at the till: balance, tier, nearest reward, offers and consents in one call that ends in
 * time. What members, ledger and tiers are read from may be the central store; when it does not
 * answer, the till's own memory does, and the answer says how old it is.
 *
 * <p><b>Guarantees.</b> A call returns within its deadline and what the till's own database needs.
 * An answer was read just now, or says that it is a snapshot and how old. Of a member who does not
 * want personalisation no purchase was looked at for an offer.
 *
 * <p><b>Not promised.</b> A snapshot does not know what other tills did since, an erasure included:
 * what is older than it may be, seven days unless said otherwise, is deleted; {@link #forget} ends
 * it at once.
 *
 * <p><b>Threads.</b> Any number. At most four reads that do not answer are waited for behind the
 * scenes; while there are so many, the till's own memory answers at once.
 */
public final class MemberCounter {
  private static final int MAX_OFFERS = 5;
  private static final int MAX_UNDER_WAY = 4;

  private final MemberCounterBuilder settings;
  private final Members members;
  private final GlanceBook book;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  MemberCounter(MemberCounterBuilder settings) {
    this.settings = settings;
    this.members = settings.members;
    this.book = new GlanceBook(settings.own, settings.keeps, settings.most);
    forgetErased();
  }

  /**
   * A member's facts, from what is read or from the till's own memory.
   *
   * @param session may sell
   * @param deadline for what is read; one millisecond to one minute
   */
  public Glance glance(OperatorSession session, Identifier shown, Duration deadline) {
    Members.need(session, Permission.SELL);
    if (deadline.toMillis() < 1 || deadline.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("a deadline is from one millisecond to one minute");
    }
    String idx = members.seals().index(shown);
    long before = book.forgotten();
    Optional<Optional<MemberGlance>> fresh = ask(shown.kind(), idx, deadline);
    if (fresh.isEmpty()) {
      return book.find(shown.kind(), idx, settings.clock.instant())
          .<Glance>map(Glance.Seen::new)
          .orElseGet(Glance.OutOfReach::new);
    }
    Optional<MemberGlance> read = fresh.get();
    if (read.isEmpty()) {
      book.drop(shown.kind(), idx); // erased, or recognised by it no more
      return new Glance.Nobody();
    }
    book.keep(shown.kind(), idx, read.get(), before);
    return new Glance.Seen(read.get());
  }

  /**
   * Takes a member out of the till's own memory, by all numbers; members that are erased through
   * {@link Members} of this program are, by themselves.
   */
  public void forget(List<MemberId> numbers) {
    book.forget(numbers);
  }

  /** Those who were erased while no such memory was open; as far as the store can be read now. */
  private void forgetErased() {
    try {
      MemberQueries queries = members.queries();
      List<MemberId> gone =
          book.members().stream()
              .filter(it -> queries.find(it).map(MemberView::erased).orElse(false))
              .toList();
      if (!gone.isEmpty()) {
        book.forget(gone);
      }
    } catch (TillwrightException e) {
      // The store is out of reach: what is remembered still goes when it is too old.
    }
  }

  /** None when there was no answer in time. */
  private Optional<Optional<MemberGlance>> ask(IdentifierKind kind, String idx, Duration deadline) {
    if (!underWay.tryAcquire()) {
      return Optional.empty();
    }
    CompletableFuture<Optional<MemberGlance>> answer = new CompletableFuture<>();
    try {
      settings.executor.execute(
          () -> {
            try {
              answer.complete(read(kind, idx));
            } catch (RuntimeException e) {
              answer.completeExceptionally(e);
            } finally {
              underWay.release();
            }
          });
    } catch (RejectedExecutionException e) {
      underWay.release();
      return Optional.empty();
    }
    try {
      return Optional.of(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TillwrightException) {
        return Optional.empty(); // the store or the keys are out of reach
      }
      throw new IllegalStateException("a member could not be read", e.getCause());
    }
  }

  private Optional<MemberGlance> read(IdentifierKind kind, String idx) {
    members.turn().settle(PointsLedger.NAME);
    Instant now = members.turn().now();
    return members
        .turn()
        .read(
            rows ->
                rows.holders(kind, idx).stream()
                    .findFirst()
                    .flatMap(rows::person)
                    .filter(person -> !person.root().erased())
                    .map(person -> said(rows, person)))
        .map(said -> counted(said, now));
  }

  /** What the member said. */
  private record Said(Person person, Set<String> agreed, Set<Preference> wants) {}

  private static Said said(MemberRows rows, Person person) {
    Set<String> agreed = new TreeSet<>();
    for (Channel channel : Channel.values()) {
      for (Purpose purpose : Purpose.values()) {
        if (rows.consent(person, channel, purpose) == ConsentState.GIVEN) {
          agreed.add(channel + "/" + purpose);
        }
      }
    }
    Set<Preference> wants = EnumSet.noneOf(Preference.class);
    for (Preference each : Preference.values()) {
      if (rows.wants(person, each)) {
        wants.add(each);
      }
    }
    return new Said(person, agreed, wants);
  }

  private MemberGlance counted(Said said, Instant now) {
    MemberId member = said.person().id();
    long available = 0;
    long pending = 0;
    for (MemberId each : said.person().numbers()) {
      Balance balance = settings.ledger.balance(each.value(), now);
      available = Math.addExact(available, balance.available());
      pending = Math.addExact(pending, balance.pending());
    }
    @Nullable Standing standing =
        settings.tiers == null ? null : settings.tiers.standing(member.value(), now).orElse(null);
    String tier = standing == null ? "" : standing.tier();
    Optional<Long> next =
        standing == null || standing.above().isEmpty()
            ? Optional.empty()
            : Optional.of(standing.above().get(0).missing());
    Optional<MemberGlance.NearReward> reward =
        settings.shelf == null
            ? Optional.empty()
            : settings
                .shelf
                .nearest(member.value(), tier, now)
                .map(
                    it ->
                        new MemberGlance.NearReward(
                            it.reward().id(), it.reward().points(), it.missing()));
    List<PersonalOffer> offers =
        said.wants().contains(Preference.PERSONALISATION)
            ? settings.offers.of(member, now).stream().limit(MAX_OFFERS).toList()
            : List.of();
    return new MemberGlance(
        member,
        available,
        pending,
        tier,
        next,
        reward,
        offers,
        said.agreed(),
        said.wants(),
        now,
        Duration.ZERO);
  }

  /**
   * A counter over members and a ledger.
   *
   * @param members in the journal of this till, or in the central store
   * @param ledger where their points are
   */
  public static MemberCounterBuilder over(Members members, LedgerQueries ledger) {
    return new MemberCounterBuilder(members, ledger);
  }
}
