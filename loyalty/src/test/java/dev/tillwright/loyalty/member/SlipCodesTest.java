package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.loyalty.PointsTill;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E13: the printed slip bears the code that every message bears. */
class SlipCodesTest {
  @TempDir Path dir;
  private final List<String> printed = new ArrayList<>();

  @Test
  void printedReceipt_bearsTheMembersCode_untilTheMemberIsErased() {
    Database database = Database.sqlite(dir.resolve("till.db"));
    TestSeals seals = new TestSeals("a secret of tests");
    Clock noon = Clock.fixed(MemberShop.NOON, ZoneOffset.UTC);
    try (Till till =
        Till.builder("till-01")
            .database(database)
            .merchant(Merchant.named("Shop"))
            .currency(PointsTill.GBP)
            .clock(noon)
            .secrets(new NoHasher())
            .receipts(
                (job, document, deadline) -> {
                  printed.add(new TextRenderer(42).render(document));
                  return PrintResult.PRINTED;
                })
            .receiptNotes(SlipCodes.over(database, seals).text("Compare with {slip}"))
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), new char[0]);
      OperatorSession ann = till.logOn("ann", new char[0]).orThrow();
      Members members = Members.over(till.journal(), seals, seals).clock(noon).open();
      ContactDesk gate = ContactDesk.over(members, MemberShop.policy(), Runnable::run).open();
      MemberId one = enrol(members, ann, "acct-1");
      MemberId two = enrol(members, ann, "acct-2");

      CompletedSale sale = sell(till, ann, one.value());
      till.print(sale.id());
      assertThat(newest()).contains("Compare with " + gate.slipCode(one));
      till.print(sell(till, ann, null).id());
      assertThat(newest()).doesNotContain("Compare");
      till.print(sell(till, ann, "nobody-enrolled").id());
      assertThat(newest()).doesNotContain("Compare");

      members.merge(ann, one, two);
      till.print(sell(till, ann, one.value()).id());
      assertThat(newest()).contains("Compare with " + gate.slipCode(two));
      members.erase(ann, two, "request");
      till.print(sale.id());
      assertThat(newest()).contains("COPY").doesNotContain("Compare");
    }
  }

  @Test
  void textWithoutAPlaceForTheCode_isRefused() {
    TestSeals seals = new TestSeals("a secret of tests");
    try (Database database = Database.sqlite(dir.resolve("other.db"))) {
      assertThatThrownBy(() -> SlipCodes.over(database, seals).text("Trust us"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private String newest() {
    return printed.get(printed.size() - 1);
  }

  private static MemberId enrol(Members members, OperatorSession ann, String account) {
    return members
        .enrol(ann, Enrolment.by(Identifier.app(account)).build())
        .match(
            member -> member.id(),
            known -> known.id(),
            several -> {
              throw new AssertionError("several");
            });
  }

  private static CompletedSale sell(Till till, OperatorSession ann, @Nullable String member) {
    Ticket ticket = till.sale(ann);
    if (member != null) {
      ticket.member(member);
    }
    ticket.add(PointsTill.item("tea", "food", "1.00"), Quantity.of(1));
    return PointsTill.finished(till.pay(ticket, Tender.cash(ticket.due())));
  }

  /** Not a hash; tests of access use the real one. */
  private static final class NoHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return new String(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return stored.equals(new String(secret));
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
