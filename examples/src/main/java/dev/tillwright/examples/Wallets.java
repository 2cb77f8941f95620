package dev.tillwright.examples;

import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Customer;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Line;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Notices;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import java.security.Key;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Currency;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Both simulated wallets, alone, for a till in another process. */
@Command(
    name = "wallets",
    description = "Simulated Alipay and WeChat Pay on loopback, until stopped. For tests alone.",
    mixinStandardHelpOptions = true)
final class Wallets implements Callable<Integer> {
  @Parameters(index = "0", defaultValue = "8085", description = "port; ${DEFAULT-VALUE}")
  private int port;

  @Option(names = "--customer", description = "${COMPLETION-CANDIDATES}; what customers do")
  private Customer customer = Customer.PAYS;

  @Option(names = "--line", description = "${COMPLETION-CANDIDATES}; what happens to questions")
  private Line line = Line.USUAL;

  @Option(names = "--notices", description = "${COMPLETION-CANDIDATES}; what notices are sent")
  private Notices notices = Notices.NONE;

  @Override
  public Integer call() throws InterruptedException {
    WalletKeys keys = WalletKeys.generate(new SecureRandom());
    try (WalletSimulator simulator =
        WalletSimulator.start(port, keys, Currency.getInstance("CNY"), InstantSource.system())) {
      simulator.script(ask -> WalletBehaviour.of(customer).with(line).with(notices));
      System.out.println("Alipay: " + simulator.address() + "/gateway.do");
      System.out.println("WeChat Pay: " + simulator.address() + "/v3");
      // Made for this run, and worth nothing after it.
      System.out.println("shop signs with (PKCS #8): " + text(keys.shop().getPrivate()));
      System.out.println("wallets sign with (X.509): " + text(keys.wallet().getPublic()));
      System.out.println("API key of WeChat Pay: " + keys.apiKey());
      System.out.println("stop with Ctrl-C");
      System.out.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static String text(Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }
}
