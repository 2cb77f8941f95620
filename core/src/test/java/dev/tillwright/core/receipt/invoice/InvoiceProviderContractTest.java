package dev.tillwright.core.receipt.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The virtual provider keeps the contract; and who breaks it is found. */
class InvoiceProviderContractTest {

  @TestFactory
  Stream<DynamicTest> virtualProvider() {
    return InvoiceProviderContract.checks(() -> new Bench(it -> it)).stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      CheckResult result = check.run();
                      assertThat(result.applies()).isTrue();
                      result.orThrow();
                    }));
  }

  @Test
  void aProviderThatIssuesAtEachRepeat_isFound() {
    assertThat(broken(Forgetful::new))
        .contains(
            "orderAgain_hasOneEffectAndOneAnswer",
            "lostAnswer_isNotKnown_andTheRepeatHasOneEffect");
  }

  @Test
  void aProviderThatCorrectsWhateverItIsAsked_isFound() {
    assertThat(broken(Generous::new))
        .contains("correction_ofMoreThanIsLeft_isRefused", "correctionOfAnUnknownOrder_isRefused");
  }

  private static List<String> broken(UnaryOperator<InvoiceProvider> wrong) {
    return InvoiceProviderContract.checks(() -> new Bench(wrong)).stream()
        .filter(check -> !holds(check))
        .map(Check::name)
        .toList();
  }

  private static boolean holds(Check check) {
    try {
      check.run().orThrow();
      return true;
    } catch (RuntimeException | AssertionError e) {
      return false;
    }
  }

  private static final class Bench implements InvoiceBench {
    private final VirtualInvoices virtual = new VirtualInvoices();
    private final InvoiceProvider provider;
    private long sales;

    private Bench(UnaryOperator<InvoiceProvider> as) {
      provider = as.apply(virtual);
    }

    @Override
    public InvoiceProvider provider() {
      return provider;
    }

    @Override
    public Currency currency() {
      return Currency.getInstance("CNY");
    }

    @Override
    public long nextSale() {
      return ++sales;
    }

    @Override
    public String code(String number, Money total) {
      return number + "-" + total.minor();
    }

    @Override
    public boolean hasCustomer() {
      return true;
    }

    @Override
    public Optional<String> claim(String code, InvoiceBuyer buyer) {
      return virtual.claim(code, buyer);
    }

    @Override
    public OptionalLong issuedMinor(String number) {
      return OptionalLong.of(virtual.issuedMinor(number));
    }

    @Override
    public boolean loseNextAnswer() {
      virtual.next(VirtualInvoices.Fault.LOST_ANSWER);
      return true;
    }

    @Override
    public void close() {
      virtual.close();
    }
  }

  /** Takes each repeat for a new order. */
  private static final class Forgetful implements InvoiceProvider {
    private final InvoiceProvider real;
    private int calls;

    private Forgetful(InvoiceProvider real) {
      this.real = real;
    }

    @Override
    public InvoiceReply request(InvoiceOrder order, Duration deadline) {
      InvoiceReply reply = real.request(order, deadline);
      calls++;
      return reply instanceof InvoiceReply.Issued it
          ? new InvoiceReply.Issued(it.of(), it.document() + "-" + calls, it.total())
          : calls == 1 ? new InvoiceReply.Accepted(order.number(), order.total()) : reply;
    }

    @Override
    public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
      return real.correct(correction, deadline);
    }

    @Override
    public InvoiceReply status(InvoiceOrder order, Duration deadline) {
      return real.status(order, deadline);
    }
  }

  /** Says yes to everything. */
  private static final class Generous implements InvoiceProvider {
    private final InvoiceProvider real;

    private Generous(InvoiceProvider real) {
      this.real = real;
    }

    @Override
    public InvoiceReply request(InvoiceOrder order, Duration deadline) {
      return real.request(order, deadline);
    }

    @Override
    public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
      InvoiceReply reply = real.correct(correction, deadline);
      return reply instanceof InvoiceReply.Refused
          ? new InvoiceReply.Accepted(correction.number(), correction.total())
          : reply;
    }

    @Override
    public InvoiceReply status(InvoiceOrder order, Duration deadline) {
      return real.status(order, deadline);
    }
  }
}
