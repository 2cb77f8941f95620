package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.money.Quantity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command in every state: accepted, or refused with the code that stands here. */
class SaleTransitionTest {
  /** Columns: open with a line, locked, paid by card, completed, voided. */
  private static final String SALE =
      """
      Open           alreadyOpened alreadyOpened    alreadyOpened
      AddLine        ok            alreadyTendering alreadyTendering
      ReturnLine     notAReturn    alreadyTendering alreadyTendering
      VoidLine       ok            alreadyTendering alreadyTendering
      GiveDiscount   ok            alreadyTendering alreadyTendering
      IdentifyMember ok            alreadyTendering alreadyTendering
      BeginTender    ok            alreadyTendering alreadyTendering
      Tender         notTendering  ok               overpaid
      RemoveTender   notTendering  noSuchTender     ok
      ReopenBasket   notTendering  ok               tendersLeft
      Complete       notTendering  notFullyPaid     ok
      VoidSale       ok            ok               tendersLeft
      """;

  private static final Map<SaleKind, String> TABLES =
      Map.of(
          SaleKind.SALE,
          SALE,
          SaleKind.RETURN,
          SALE.replace("AddLine        ok            ", "AddLine        onlyReturnedLines ")
              .replace("ReturnLine     notAReturn    ", "ReturnLine     ok            ")
              .replace("GiveDiscount   ok            ", "GiveDiscount   noDiscountOnReturn "),
          SaleKind.RETURN_WITHOUT_RECEIPT,
          SALE.replace("GiveDiscount   ok            ", "GiveDiscount   noDiscountOnReturn "));

  @ParameterizedTest
  @EnumSource(SaleKind.class)
  void everyCommandInEveryState_isAcceptedOrRefusedByTheTable(SaleKind kind) {
    Map<String, SaleCommand> commands = commands(kind);
    List<Sale> states = states(kind);
    Map<String, String> actual = new LinkedHashMap<>();
    commands.forEach((name, command) -> actual.put(name, row(command, states)));
    Map<String, String> expected = new LinkedHashMap<>();
    for (String line : TABLES.getOrDefault(kind, "").lines().toList()) {
      String[] cells = line.trim().split("\\s+", 2);
      String row = cells[1].trim().replaceAll("\\s+", " ");
      expected.put(cells[0], row + " alreadyCompleted alreadyVoided");
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
    assertThat(states(SaleKind.SALE)).extracting(Sale::state).containsOnly(Sale.State.values());
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
    Sale locked = Sales.after(open, Sales.begin());
    Sale paid = Sales.after(locked, Sales.card(100, "till-01/3/1"));
    Sale completed = Sales.after(paid, new SaleCommand.Complete(1));
    Sale voided = Sales.after(locked, new SaleCommand.VoidSale("changed mind"));
    return List.of(open, locked, paid, completed, voided);
  }

  private static SaleCommand line(SaleKind kind) {
    return kind == SaleKind.RETURN ? returnOne() : Sales.add("1.00", 1);
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
            new SaleCommand.IdentifyMember("m-1"),
            Sales.begin(),
            Sales.cash(100, 100),
            new SaleCommand.RemoveTender("till-01/3/1"),
            new SaleCommand.ReopenBasket(),
            new SaleCommand.Complete(1),
            new SaleCommand.VoidSale("reason"))) {
      commands.put(command.getClass().getSimpleName(), command);
    }
    return commands;
  }
}
