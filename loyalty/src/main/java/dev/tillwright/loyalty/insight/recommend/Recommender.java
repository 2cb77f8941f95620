package dev.tillwright.loyalty.insight.recommend;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers what goes with a basket, or with what a member bought lately.
 *
 * <p>Each item of the basket speaks for those it was bought with, as strongly as the product of
 * both shares: of its baskets that hold the other, and of the other's that hold it. Defaults: at
 * least 5 baskets with both, of at least 5 buyers, one and a half times as often as by chance;
 * everything in stock; nobody gave leave to be looked at.
 *
 * <p><b>Guarantees.</b> A pair is told only when its floors are reached, so that no basket of one
 * member, nor of fewer members than the floor, shows through in what another is told. What a member
 * bought is used for an answer to himself only, and only with his leave. Nothing that is not in
 * stock is told, nor anything that is in the basket.
 *
 * <p><b>Threads.</b> Any number at once. It says what {@link PairFollower} has read so far.
 */
public final class Recommender {
  /** No more items of a basket are looked at. */
  public static final int MOST_ITEMS = 200;

  /** No more recommendations are answered. */
  public static final int MOST = 100;

  private static final int MOST_REASONS = 3;
  private static final int LOOKED_AT = 10; // times as many as wanted are asked for in stock

  private final Database database;
  private final long baskets;
  private final int buyers;
  private final double lift;
  private final InStock stock;
  private final Predicate<String> leave;

  private Recommender(Builder builder) {
    this.database = builder.database;
    this.baskets = builder.baskets;
    this.buyers = builder.buyers;
    this.lift = builder.lift;
    this.stock = builder.stock;
    this.leave = builder.leave;
  }

  /** Reads the counts that are in this database. */
  public static Builder of(Database database) {
    return new Builder(database);
  }

  /**
   * What goes with a basket, best first; empty when nothing reaches the floors.
   *
   * @param codes what is in the basket, 0 to {@value #MOST_ITEMS}
   * @param most 1 to {@value #MOST}
   */
  public List<Recommendation> forBasket(Collection<String> codes, int most) {
    return recommend(codes, most);
  }

  /**
   * What goes with what a member bought lately; empty without his leave.
   *
   * @param most 1 to {@value #MOST}
   */
  public List<Recommendation> forMember(String member, int most) {
    if (!leave.test(member)) {
      return List.of();
    }
    return recommend(database.read(tx -> new Recent(tx).of(member)), most);
  }

  private List<Recommendation> recommend(Collection<String> codes, int most) {
    if (most < 1 || most > MOST || codes.size() > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "1 to " + MOST + " recommendations for at most " + MOST_ITEMS + " items");
    }
    Set<String> basket = new LinkedHashSet<>(codes);
    List<Recommendation> ranked = database.read(tx -> ranked(tx, basket, most * LOOKED_AT));
    return ranked.stream().filter(each -> stock.has(each.code())).limit(most).toList();
  }

  private List<Recommendation> ranked(Tx tx, Set<String> basket, int most) {
    long all =
        tx.first("select baskets from pair_total where id = 1", row -> row.number(1)).orElse(0L);
    Map<String, Candidate> candidates = new HashMap<>();
    for (String code : basket) {
      speak(tx, code, all, basket, candidates);
    }
    return candidates.values().stream()
        .sorted(
            Comparator.comparingDouble((Candidate it) -> it.score)
                .reversed()
                .thenComparing(it -> it.code))
        .limit(most)
        .map(Candidate::told)
        .toList();
  }

  private void speak(
      Tx tx, String code, long all, Set<String> basket, Map<String, Candidate> candidates) {
    record Own(String name, long baskets) {}
    tx.first(
            "select name, baskets from pair_item where code = ?",
            row -> new Own(row.text(1), row.number(2)),
            code)
        .ifPresent(
            own ->
                tx.each(
                    "select p.b, p.baskets, i.name, i.baskets from pair_count p"
                        + " join pair_item i on i.code = p.b"
                        + " where p.a = ? and p.baskets >= ? and p.buyers >= ?",
                    row -> {
                      double together = row.number(2);
                      double other = row.number(4);
                      double times = together * all / (own.baskets() * other);
                      if (times >= lift && !basket.contains(row.text(1))) {
                        candidates
                            .computeIfAbsent(row.text(1), it -> new Candidate(it, row.text(3)))
                            .add(
                                together * together / (own.baskets() * other),
                                new Recommendation.Reason(
                                    code, own.name(), row.number(2), own.baskets(), times));
                      }
                    },
                    code,
                    baskets,
                    buyers));
  }

  private static final class Candidate {
    private final String code;
    private final String name;
    private final List<Spoken> reasons = new ArrayList<>();
    private double score;

    private record Spoken(double weight, Recommendation.Reason reason) {}

    Candidate(String code, String name) {
      this.code = code;
      this.name = name;
    }

    void add(double weight, Recommendation.Reason reason) {
      score += weight;
      reasons.add(new Spoken(weight, reason));
    }

    Recommendation told() {
      return new Recommendation(
          code,
          name,
          score,
          reasons.stream()
              .sorted(Comparator.comparingDouble(Spoken::weight).reversed())
              .limit(MOST_REASONS)
              .map(Spoken::reason)
              .toList());
    }
  }

  /** Sets what a recommender goes by. */
  public static final class Builder {
    private final Database database;
    private long baskets = 5;
    private int buyers = 5;
    private double lift = 1.5;
    private InStock stock = InStock.everything();
    private Predicate<String> leave = member -> false;

    private Builder(Database database) {
      this.database = Objects.requireNonNull(database, "database");
    }

    /** At least so many baskets with both, from 1. */
    public Builder baskets(long least) {
      if (least < 1) {
        throw new IllegalArgumentException("one basket or more");
      }
      this.baskets = least;
      return this;
    }

    /** Of at least so many buyers: 2 to {@value Pairs#BUYERS}; one would be a person. */
    public Builder buyers(int least) {
      if (least < 2 || least > Pairs.BUYERS) {
        throw new IllegalArgumentException("2 to " + Pairs.BUYERS + " buyers");
      }
      this.buyers = least;
      return this;
    }

    /** At least so many times as often as by chance; above 0. */
    public Builder lift(double least) {
      if (!(least > 0)) {
        throw new IllegalArgumentException("a lift above 0");
      }
      this.lift = least;
      return this;
    }

    /** Only what is there. */
    public Builder stock(InStock inStock) {
      this.stock = Objects.requireNonNull(inStock, "inStock");
      return this;
    }

    /**
     * Which members gave leave that what they bought is looked at for themselves; asked each time.
     */
    public Builder leave(Predicate<String> gave) {
      this.leave = Objects.requireNonNull(gave, "gave");
      return this;
    }

    public Recommender build() {
      return new Recommender(this);
    }
  }
}
