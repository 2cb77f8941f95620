package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.ContactOutcome;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads campaigns. It says what {@link CampaignFollower} has read so far. Any number of threads at
 * once.
 */
public final class Campaigns {
  /** A list is at most so long. */
  public static final int MOST = 1_000;

  private static final double CONFIDENCE = 0.95;

  private final Database database;

  /** Reads the view that is in this database. */
  public Campaigns(Database database) {
    this.database = database;
  }

  /** The ids of the first {@value #MOST} campaigns. */
  public List<String> ids() {
    return database.read(
        tx -> tx.list("select id from campaign order by id limit " + MOST, row -> row.text(1)));
  }

  /** A campaign as it was planned. */
  public Optional<Campaign> find(String id) {
    return database.read(tx -> kept(tx, id)).map(Kept::campaign);
  }

  /** Which side a member is on; none when he is not in it. */
  public Optional<Group> side(String id, String member) {
    return database.read(
        tx ->
            tx.first(
                "select side from campaign_member where campaign = ? and member = ?",
                row -> Group.valueOf(row.text(1)),
                id,
                member));
  }

  /** What came of it so far, with intervals of 95 %; none when there is none of this id. */
  public Optional<CampaignReport> report(String id) {
    return report(id, CONFIDENCE);
  }

  /** As above, of another confidence, between 0.5 and 1. */
  public Optional<CampaignReport> report(String id, double confidence) {
    return database.read(tx -> kept(tx, id).map(kept -> report(tx, kept, confidence)));
  }

  /**
   * @param reached members whom a contact left the house for
   * @param stops of them, those who asked not to be reached
   * @param taken what the offer took off, in minor units
   */
  record Kept(
      Campaign campaign,
      boolean ready,
      int looks,
      String stopped,
      long reached,
      long stops,
      long taken) {
    CampaignReport.State state() {
      return !stopped.isEmpty()
          ? CampaignReport.State.STOPPED
          : ready ? CampaignReport.State.READY : CampaignReport.State.PLANNED;
    }
  }

  Optional<Kept> kept(String id) {
    return database.read(tx -> kept(tx, id));
  }

  private static Optional<Kept> kept(Tx tx, String id) {
    return tx.first(
        "select planned, ready, looks, stopped, reached, stops, taken from campaign where id = ?",
        row ->
            new Kept(
                planned(row.text(1)),
                row.number(2) == 1,
                (int) row.number(3),
                row.text(4),
                row.number(5),
                row.number(6),
                row.number(7)),
        id);
  }

  private static Campaign planned(String payload) {
    Entry entry =
        new Entry("view", 1, 1, Instant.EPOCH, CampaignEntries.Planned.KIND, payload, "", "");
    return ((CampaignEntries.Planned) CampaignEntries.read(entry).orElseThrow()).campaign();
  }

  /** Members to be reached of whom nothing is known yet, in order, behind one. */
  List<String> waiting(String id, String after, int most) {
    return database.read(
        tx ->
            tx.list(
                "select member from campaign_member where campaign = ? and side = 'TREATED'"
                    + " and answer = '' and member > ? order by member limit ?",
                row -> row.text(1),
                id,
                after,
                most));
  }

  /**
   * Whether one of a person's numbers is of the control group, or another than this was reached.
   */
  boolean heldBack(String id, String member, List<String> numbers) {
    return database.read(
        tx -> numbers.stream().anyMatch(each -> heldBack(tx, id, each, each.equals(member))));
  }

  private static boolean heldBack(Tx tx, String id, String number, boolean own) {
    return tx.first(
            "select side, answer from campaign_member where campaign = ? and member = ?",
            row -> {
              String answer = row.text(2);
              boolean reached = !answer.isEmpty() && !answer.startsWith("!");
              return row.text(1).equals(Group.CONTROL.name()) || !own && reached;
            },
            id,
            number)
        .orElse(false);
  }

  /** One side's members, bought or not. */
  private static final class Side {
    private long members;
    private long buyers;
    private long redeemers;
    private BigInteger sum = BigInteger.ZERO;
    private BigInteger squares = BigInteger.ZERO;

    void add(long purchases, long spent, long redemptions) {
      members++;
      buyers += purchases > 0 ? 1 : 0;
      redeemers += redemptions > 0 ? 1 : 0;
      BigInteger each = BigInteger.valueOf(spent);
      sum = sum.add(each);
      squares = squares.add(each.multiply(each));
    }

    Lift.Sums sums() {
      return new Lift.Sums(members, sum, squares);
    }
  }

  private static CampaignReport report(Tx tx, Kept kept, double confidence) {
    Campaign campaign = kept.campaign();
    Side treated = new Side();
    Side control = new Side();
    tx.each(
        "select side, purchases, spent, redemptions from campaign_member where campaign = ?",
        row ->
            (row.text(1).equals(Group.TREATED.name()) ? treated : control)
                .add(row.number(2), row.number(3), row.number(4)),
        campaign.id());
    Map<String, Long> answers = answers(tx, campaign.id());
    long reached = left(answers);
    long[] offer = offer(tx, campaign.id());
    long contacts = Math.multiplyExact(campaign.contactCost().minor(), reached);
    Money taken = Money.ofMinor(offer[2], campaign.budget().currency());
    boolean two = treated.members > 0 && control.members > 0;
    boolean spread = treated.members > 1 && control.members > 1;
    return new CampaignReport(
        campaign,
        kept.state(),
        treated.members,
        control.members,
        reached,
        answers,
        treated.buyers,
        control.buyers,
        treated.redeemers,
        offer[0],
        offer[1],
        taken,
        taken.plus(Money.ofMinor(contacts, taken.currency())),
        two
            ? Optional.of(
                Lift.ofShares(
                    treated.buyers, treated.members, control.buyers, control.members, confidence))
            : Optional.empty(),
        spread
            ? Optional.of(Lift.ofMeans(treated.sums(), control.sums(), confidence))
            : Optional.empty(),
        treated.sums(),
        control.sums());
  }

  private static Map<String, Long> answers(Tx tx, String id) {
    Map<String, Long> answers = new TreeMap<>();
    tx.each(
        "select answer, count(*) from campaign_member where campaign = ? and answer <> ''"
            + " group by answer",
        row -> answers.put(row.text(1), row.number(2)),
        id);
    return answers;
  }

  /** Those that left the house, as the gate counts them. */
  private static long left(Map<String, Long> answers) {
    return answers.entrySet().stream()
        .filter(it -> !it.getKey().startsWith("!"))
        .filter(it -> !it.getKey().equals(ContactOutcome.NOT_SENT.name()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static long[] offer(Tx tx, String id) {
    long[] offer = new long[3];
    tx.each(
        "select member, taken from campaign_sale where campaign = ? and redeemed = 1 and gone = 0",
        row -> {
          offer[0]++;
          offer[1] += row.text(1).isEmpty() ? 1 : 0;
          offer[2] = Math.addExact(offer[2], row.number(2));
        },
        id);
    return offer;
  }
}
