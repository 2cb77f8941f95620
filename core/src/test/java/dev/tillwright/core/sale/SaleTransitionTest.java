package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.money.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command in every state: accepted, or refused with the code that stands here. */
class SaleTransitionTest {
  /** Columns: open with a line, suspended, locked, paid by card; paused follows for all. */
  private static final String TICKET =
      """
      Open           alreadyOpened  alreadyOpened alreadyOpened    alreadyOpened
      AddLine        ok             suspended     alreadyTendering alreadyTendering
      ReturnLine     notAReturn     suspended     alreadyTendering alreadyTendering
      VoidLine       ok             suspended     alreadyTendering alreadyTendering
      GiveDiscount   ok             suspended     alreadyTendering alreadyTendering
      ShowCoupon     ok             suspended     alreadyTendering alreadyTendering
      IdentifyMember ok             suspended     alreadyTendering alreadyTendering
      ExemptFromTax  ok             suspended     alreadyTendering alreadyTendering
      Suspend        ok             suspended     alreadyTendering alreadyTendering
      Resume         notSuspended   ok            notSuspended     notSuspended
      BeginTender    ok             suspended     alreadyTendering alreadyTendering
      Tender         notTendering   suspended     ok               overpaid
      RemoveTender   notTendering   suspended     noSuchTender     ok
      ReopenBasket   notTendering   suspended     ok               tendersLeft
      Complete       notTendering   suspended     notFullyPaid     ok
      LayAway        notTendering   suspended     ok               tendersLeft
      CancelLayaway  notLaidAway    suspended     notLaidAway      notLaidAway
      PayBack        notCancelling  suspended     notCancelling    notCancelling
      AskVerification  notTendering suspended     ok               ok
      Verify         notVerifying   suspended     notVerifying     notVerifying
      DropVerification notVerifying suspended     notVerifying     notVerifying
      VoidSale       ok             ok            ok               tendersLeft
      """;

  /** Columns: laid away with a deposit, given up; then every ticket: completed, voided. */
  private static final String LAYAWAY =
      """
      Open           alreadyOpened  alreadyOpened
      AddLine        laidAway       cancelling
      ReturnLine     laidAway       cancelling
      VoidLine       laidAway       cancelling
      GiveDiscount   laidAway       cancelling
      ShowCoupon     laidAway       cancelling
      IdentifyMember laidAway       cancelling
      ExemptFromTax  laidAway       cancelling
      Suspend        laidAway       cancelling
      Resume         notSuspended   notSuspended
      BeginTender    laidAway       cancelling
      Tender         ok             cancelling
      RemoveTender   laidAway       cancelling
      ReopenBasket   laidAway       cancelling
      Complete       notFullyPaid   cancelling
      LayAway        laidAway       cancelling
      CancelLayaway  ok             notLaidAway
      PayBack        notCancelling  ok
      AskVerification ok            cancelling
      Verify         notVerifying   notVerifying
      DropVerification notVerifying notVerifying
      VoidSale       laidAway       cancelling
      """;

  /** Every command that a paused sale takes; it refuses all others. */
  private static final Set<String> WHILE_PAUSED = Set.of("Verify", "DropVerification");

  private static final Map<SaleKind, String> TABLES = new EnumMap<>(SaleKind.class);

  static {
    String back =
        TICKET
            .replace("GiveDiscount   ok", "GiveDiscount   noDiscountOnReturn")
            .replace("ShowCoupon     ok", "ShowCoupon     noDiscountOnReturn")
            .replace("ExemptFromTax  ok", "ExemptFromTax  noExemptionOnReturn")
            .replace(
                "LayAway        notTendering   suspended     ok               tendersLeft",
                "LayAway notTendering suspended onlySalesLaidAway onlySalesLaidAway");
    String lines =
        back.replace("AddLine        ok", "AddLine        onlyReturnedLines")
            .replace("ReturnLine     notAReturn", "ReturnLine     ok");
    TABLES.put(SaleKind.SALE, TICKET);
    TABLES.put(SaleKind.RETURN, lines);
    TABLES.put(SaleKind.RETURN_WITHOUT_RECEIPT, back);
    TABLES.put(SaleKind.VOID, lines);
    TABLES.put(
        SaleKind.EXCHANGE,
        TICKET
            .replace("ReturnLine     notAReturn", "ReturnLine     ok")
            .replace(
                "LayAway        notTendering   suspended     ok               tendersLeft",
                "LayAway notTendering suspended onlySalesLaidAway onlySalesLaidAway"));
  }

  @ParameterizedTest
  @EnumSource(SaleKind.class)
  void everyCommandInEveryState_isAcceptedOrRefusedByTheTable(SaleKind kind) {
    check(commands(kind), states(kind), TABLES.getOrDefault(kind, ""));
  }

  @Test
  void everyCommandOnALayaway_isAcceptedOrRefusedByTheTable() {
    check(commands(SaleKind.SALE), layaway(), LAYAWAY);
  }

  private static void check(Map<String, SaleCommand> commands, List<Sale> states, String table) {
    Map<String, String> actual = new LinkedHashMap<>();
    commands.forEach((name, command) -> actual.put(name, row(command, states)));
    Map<String, String> expected = new LinkedHashMap<>();
    for (String line : table.lines().toList()) {
      String[] cells = line.trim().split("\\s+", 2);
      String row = cells[1].trim().replaceAll("\\s+", " ");
      String paused = WHILE_PAUSED.contains(cells[0]) ? "ok" : "verifying";
      paused = cells[0].equals("Open") ? "alreadyOpened" : paused;
      expected.put(cells[0], row + " " + paused + " alreadyCompleted alreadyVoided");
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void table_leavesNoCommandOut() {
    assertThat(new TreeSet<>(commands(SaleKind.SALE).keySet()))
        .isEqualTo(
            new TreeSet<>(
                Arrays.stream(SaleCommand.class.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .toList()));
    List<Sale> states = new ArrayList<>(states(SaleKind.SALE));
    states.addAll(layaway());
    assertThat(states).extracting(Sale::state).containsOnly(Sale.State.values());
  }

  @Test
  void refusals_haveCodesOfTheirOwn() {
    assertThat(Refusal.values()).extracting(Refusal::code).doesNotHaveDuplicates();
    assertThat(Refusal.values())
        .allSatisfy(
            refusal -> {
              assertThat(refusal.code()).matches("sale\\.[a-z][A-Za-z]+");
              assertThat(refusal.sentence()).isNotBlank();
            });
  }

  private static String row(SaleCommand command, List<Sale> states) {
    return String.join(
        " ",
        states.stream()
            .map(
                sale ->
                    sale.decide(command)
                        .match(
                            accepted -> "ok",
                            refused -> refused.refusal().code().replace("sale.", "")))
            .toList());
  }

  private static List<Sale> states(SaleKind kind) {
    Sale open = Sales.after(Sales.open(kind), line(kind));
    Sale suspended = Sales.after(open, new SaleCommand.Suspend("blue coat"));
    Sale locked = Sales.after(open, Sales.begin());
    Sale paid = Sales.after(locked, Sales.card(100, "till-01/3/1"));
    Sale completed = Sales.after(paid, new SaleCommand.Complete(1));
    Sale voided = Sales.after(locked, new SaleCommand.VoidSale("changed mind"));
    Sale paused = Sales.after(locked, ask());
    return List.of(open, suspended, locked, paid, paused, completed, voided);
  }

  private static List<Sale> layaway() {
    Sale laid =
        Sales.after(
            Sales.open(SaleKind.SALE),
            Sales.add("2.50", 1),
            Sales.begin(),
            new SaleCommand.LayAway(Sales.plan(100, 150)),
            Sales.cash(150, 150));
    // A deposit of 1.50 less a fee of 1.15: 35 pence go back.
    Sale givenUp = Sales.after(laid, new SaleCommand.CancelLayaway("changed mind"));
    Sale paidBack =
        Sales.after(
            givenUp, new SaleCommand.PayBack(TenderLine.cash(Sales.pence(35), Sales.pence(35))));
    Sale completed = Sales.after(laid, Sales.card(100, "till-01/3/2"), new SaleCommand.Complete(1));
    return List.of(laid, givenUp, Sales.after(laid, ask()), completed, paidBack);
  }

  private static SaleCommand ask() {
    return new SaleCommand.AskVerification(
        new Pause(
            TenderKind.CASH,
            Sales.pence(100),
            null,
            Set.of(Verification.PIN),
            List.of("limit.member")));
  }

  private static SaleCommand line(SaleKind kind) {
    return kind.hasOrigin() && !kind.sells() ? returnOne() : Sales.add("1.00", 1);
  }

  private static SaleCommand returnOne() {
    CompletedSale sold =
        Sales.completed(Sales.after(Sales.open(SaleKind.SALE), Sales.add("1.00", 5)));
    return new SaleCommand.ReturnLine(
        sold.lines().get(0), Quantity.of(1), Returned.nothing(Sales.GBP));
  }

  private static Map<String, SaleCommand> commands(SaleKind kind) {
    Map<String, SaleCommand> commands = new LinkedHashMap<>();
    for (SaleCommand command :
        List.of(
            Sales.opening(kind),
            Sales.add("1.00", 1),
            returnOne(),
            new SaleCommand.VoidLine(1),
            new SaleCommand.GiveDiscount(Discount.percent(10, "regular")),
            new SaleCommand.ShowCoupon("SUMMER"),
            new SaleCommand.IdentifyMember("m-1"),
            new SaleCommand.ExemptFromTax("certificate 12"),
            new SaleCommand.Suspend("blue coat"),
            new SaleCommand.Resume("bob"),
            new SaleCommand.LayAway(Sales.plan(100)),
            new SaleCommand.CancelLayaway("changed mind"),
            new SaleCommand.PayBack(TenderLine.cash(Sales.pence(20), Sales.pence(20))),
            Sales.begin(),
            Sales.cash(100, 100),
            new SaleCommand.RemoveTender("till-01/3/1"),
            new SaleCommand.ReopenBasket(),
            ask(),
            new SaleCommand.Verify(Verification.PIN, "customer", "ann"),
            new SaleCommand.DropVerification("cash instead"),
            new SaleCommand.Complete(1),
            new SaleCommand.VoidSale("reason"))) {
      commands.put(command.getClass().getSimpleName(), command);
    }
    return commands;
  }
}
